import { describe, expect, it } from '@jest/globals';
import { queues } from '../../../infra/capabilities/queues.ts';
import { chooseTemplate } from '../../../shared/notifications/choose-template.ts';
import type { OrderHead } from '../../../shared/orders/order.ts';
import { anOrder } from '../../builders/an-order.ts';

const AT = '2024-07-01T01:00:00.000Z';
const news = (type: string) => ({ eventId: 'X.1', type, at: AT, orderId: anOrder().head.id, data: {} });
const totals = { goods: 3980, discount: 0, shipping: 0, tax: 0, grand: 3980, paid: 3980, refunded: 0 };
const choose = (type: string, head: Partial<OrderHead> = {}) =>
  chooseTemplate(news(type), anOrder({ head }).head);

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
      const head = { paymentTerms: 'cod', placedAt: '2024-06-30T00:00:00.000Z' } as const;
      expect([fed, choose(fed.replace('order.', ''), head)]).not.toEqual([fed, undefined]);
    }
  });
});
