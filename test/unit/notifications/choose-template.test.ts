import { queues } from '../../../infra/capabilities/queues.ts';
import { chooseStaffLetter } from '../../../shared/notifications/choose-staff-letter.ts';
import { chooseTemplate } from '../../../shared/notifications/choose-template.ts';
import type { Hold, OrderHead } from '../../../shared/orders/order.ts';
import { defaultPolicy } from '../../../shared/policies/policy.ts';
import { anOrder } from '../../builders/an-order.ts';

const AT = '2024-07-01T01:00:00.000Z';
const HOLD: Hold = { id: 'hld_1', kind: 'address', reason: 'x', placedBy: 'system:intake', placedAt: AT };
/** What events say without which nobody can be told of them. */
const SAID: Readonly<Record<string, Record<string, unknown>>> = {
  backorder_filled: { complete: true },
  confirmation_requested: { ofBuyer: true },
  amended: { changed: ['lines'] },
  split: { into: [{ orderId: 'ord_2', number: '240701-B' }] },
  merged: { absorbed: [{ orderId: 'ord_2', number: '240701-B' }] },
  held: { kind: 'address', holdId: 'hld_1' },
  exception_hold_overdue: { kind: 'address', holdId: 'hld_1' },
  notification_requested: { to: 'customer', template: 'placed' },
};
const news = (type: string, data: Record<string, unknown> = {}) => ({
  eventId: 'X.1',
  type,
  at: AT,
  orderId: anOrder().head.id,
  data,
});
const totals = { goods: 3980, discount: 0, shipping: 0, tax: 0, grand: 3980, paid: 3980, refunded: 0 };
const choose = (type: string, head: Partial<OrderHead> = {}, data: Record<string, unknown> = {}) =>
  chooseTemplate(news(type, data), anOrder({ head }).head);

describe('what a buyer is told', () => {
  it.each([
    ['placed', {}, 'placed_to_pay'],
    ['placed', { paymentTerms: 'cod' }, 'placed'],
    ['placed', { totals }, 'placed'],
    ['confirmed', {}, 'confirmed'],
    ['paid', { paidAt: AT, totals }, 'paid'],
    ['payment_reminded', {}, 'payment_reminded'],
    ['partially_shipped', {}, 'partially_shipped'],
    ['shipped', {}, 'shipped'],
    ['out_for_delivery', {}, 'out_for_delivery'],
    ['delivered', { deliveredAt: AT }, 'delivered'],
    ['completed', { deliveredAt: AT }, 'completed'],
    ['cancelled', { status: 'cancelled', cancelledAt: AT }, 'cancelled'],
    ['refund_opened', {}, 'refund_opened'],
    ['refunded', {}, 'refunded'],
    ['exception_parcel_silent', {}, 'parcel_silent'],
  ] as const)('of %s with %j: %s', (type, head, template) => {
    expect(choose(type, head)).toBe(template);
  });

  it.each([
    ['amended', {}, 'amended'],
    ['split', {}, 'split'],
    ['merged', {}, 'merged'],
    ['held', { holds: [HOLD] }, 'address_unclear'],
    ['notification_requested', { status: 'cancelled' }, 'placed'],
  ] as const)('of %s: %s', (type, head, template) => {
    expect(choose(type, head, SAID[type])).toBe(template);
  });

  it.each([
    ['a note for the warehouse', 'amended', {}, { changed: ['sellerNote', 'giftMessage'] }],
    ['an amendment of what has ended', 'amended', { status: 'cancelled' }, SAID.amended],
    ['being a part of a divided order', 'split', {}, { from: { orderId: 'ord_1', number: 'A' } }],
    ['having ended in another order', 'merged', {}, { into: { orderId: 'ord_1', number: 'A' } }],
    ['a hold that concerns the merchant', 'held', { holds: [HOLD] }, { kind: 'price', holdId: 'hld_1' }],
    ['a doubt about the address that is gone', 'held', {}, SAID.held],
    ['a message that a rule sends to staff', 'notification_requested', {}, { to: 'role:finance' }],
    ['a message that there is not', 'notification_requested', {}, { to: 'customer', template: 'x' }],
  ] as const)('is not %s', (_, type, head, data) => {
    expect(choose(type, head, data)).toBeUndefined();
  });

  it.each([
    ['payment and confirmation', 'confirmed', { paidAt: AT }],
    ['placing and confirmation', 'confirmed', { placedAt: AT }],
    ['placing and payment, as marketplaces send it', 'paid', { placedAt: AT, paidAt: AT }],
    ['a placement that the channel had cancelled', 'placed', { cancelledAt: AT }],
    ['cancelling and its refund', 'refund_opened', { cancelledAt: AT }],
    ['refusal and cancelling', 'cancelled', { review: { state: 'rejected', decidedAt: AT } }],
    ['refusal and its refund', 'refund_opened', { review: { state: 'rejected', decidedAt: AT } }],
  ] as const)('comes once of %s', (_, type, head) => {
    expect(choose(type, head)).toBeUndefined();
  });

  it.each([
    ['a reminder after the payment', 'payment_reminded', { totals }],
    ['a reminder after the end', 'payment_reminded', { status: 'cancelled' }],
    ['the carrier coming after it came', 'out_for_delivery', { deliveredAt: '2024-07-01T00:30:00.000Z' }],
  ] as const)('is not what was overtaken: %s', (_, type, head) => {
    expect(choose(type, head)).toBeUndefined();
  });

  it.each(['held', 'picked', 'payment_received', 'shipping_told'])('is not %s', (type) => {
    expect(choose(type)).toBeUndefined();
  });

  it('comes from a queue that the bus feeds with just these events', () => {
    const { feeds } = queues.find(({ name }) => name === 'notifications') ?? {};
    for (const fed of feeds?.['detail-type'] ?? []) {
      if (typeof fed !== 'string') throw new Error('a prefix would bring events that nobody is told of');
      const type = fed.replace('order.', '');
      const head = { paymentTerms: 'cod', placedAt: '2024-06-30T00:00:00.000Z', holds: [HOLD] } as const;
      const staff = chooseStaffLetter(
        news(type, SAID[type]),
        anOrder({ head }).head,
        defaultPolicy().notifications,
        {},
      );
      expect([fed, choose(type, head, SAID[type]) ?? staff]).not.toEqual([fed, undefined]);
    }
  });
});
