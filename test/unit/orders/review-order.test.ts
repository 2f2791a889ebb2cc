import type { Hold, OrderHead } from '../../../shared/orders/order.ts';
import { reviewOrder } from '../../../shared/orders/review-order.ts';
import { defaultPolicy } from '../../../shared/policies/policy.ts';
import { anOrder } from '../../builders/an-order.ts';

const CONTEXT = { at: '2024-07-01T01:00:00.000Z', actor: 'system:test', policy: defaultPolicy() };

const totalling = (grand: number, paid = 0) => ({
  goods: grand,
  discount: 0,
  shipping: 0,
  tax: 0,
  grand,
  paid,
  refunded: 0,
});
const aHold = (kind: Hold['kind'], released?: string): Hold => ({
  id: 'hld_1',
  kind,
  reason: 'looks odd',
  placedBy: 'system:intake',
  placedAt: '2024-07-01T00:00:00.000Z',
  ...(released ? { releasedAt: released } : {}),
});

const reviewed = (head: Partial<OrderHead>) => reviewOrder(anOrder({ head }), CONTEXT);

describe('the default review rules', () => {
  it.each([
    ['1: a price anomaly goes to service', { holds: [aHold('price')], tier: 'A' }, 1, 'service_agent'],
    ['1: a suspected duplicate goes to service', { holds: [aHold('duplicate')] }, 1, 'service_agent'],
    [
      '2: credit rating C goes to the finance director',
      { creditRating: 'C', tier: 'A' },
      2,
      'finance_director',
    ],
    [
      '2: 20 000.00 and more goes to the finance director',
      { totals: totalling(2_000_000, 2_000_000), tier: 'A' },
      2,
      'finance_director',
    ],
    [
      '3: 5 000.00 and more goes to the sales manager',
      { totals: totalling(500_000, 500_000), tier: 'A' },
      3,
      'sales_manager',
    ],
    ['3: just below 20 000.00 too', { totals: totalling(1_999_999, 1_999_999) }, 3, 'sales_manager'],
    ['6: anything else goes to service', {}, 6, 'service_agent'],
    ['6: half paid is not paid', { totals: totalling(3980, 1000) }, 6, 'service_agent'],
    ['2: a currency without a rate is looked at', { currency: 'SEK', tier: 'A' }, 2, 'finance_director'],
  ] as const)('%s', (_, head, rule, requiredRole) => {
    const { order, events } = reviewed(head as Partial<OrderHead>);
    expect(order.head.confirmation).toBe('unconfirmed');
    expect(order.head.review).toMatchObject({ state: 'pending', rule, requiredRole });
    expect(events).toEqual([]);
  });

  it.each([
    ['4: a small order of tier A', { tier: 'A' }, 4],
    ['4: just below 5 000.00', { tier: 'A', totals: totalling(499_999) }, 4],
    ['5: a small order paid in full', { totals: totalling(3980, 3980) }, 5],
    [
      '5: with a hold that people have released',
      { totals: totalling(3980, 3980), holds: [aHold('price', CONTEXT.at)] },
      5,
    ],
  ] as const)('approve %s', (_, head, rule) => {
    const { order, events } = reviewed(head as Partial<OrderHead>);
    expect(order.head).toMatchObject({ confirmation: 'confirmed', review: { state: 'approved', rule } });
    expect(events).toMatchObject([{ type: 'confirmed', data: { rule } }]);
  });

  it.each([
    ['confirmed', { confirmation: 'confirmed' }],
    ['rejected', { confirmation: 'rejected' }],
    ['cancelled', { status: 'cancelled' }],
  ] as const)('leave an order alone that is already %s', (_, head) => {
    const order = anOrder({ head });
    expect(reviewOrder(order, CONTEXT)).toEqual({ order, events: [] });
  });

  it('weigh foreign currencies by the policy’s rates', () => {
    const { order } = reviewed({ currency: 'GBP', totals: totalling(60_000, 60_000) });
    expect(order.head.review).toMatchObject({ rule: 3 });
  });
});
