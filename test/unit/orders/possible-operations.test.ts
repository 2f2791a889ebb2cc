import type { Actor } from '../../../shared/kernel/actor.ts';
import { isProblem, type Problem } from '../../../shared/kernel/problem.ts';
import { amendOrder } from '../../../shared/orders/amend/amend-order.ts';
import { cancelOrder } from '../../../shared/orders/cancel-order.ts';
import { completeOrder } from '../../../shared/orders/complete-order.ts';
import { approveOrder, rejectOrder } from '../../../shared/orders/decide-review.ts';
import type { Decision } from '../../../shared/orders/decision.ts';
import { whyNotMerge } from '../../../shared/orders/merge/mergeable.ts';
import type { Hold, Order } from '../../../shared/orders/order.ts';
import { placeHold } from '../../../shared/orders/place-hold.ts';
import { type OrderOperation, POSSIBLE, possibleOn } from '../../../shared/orders/possible-operations.ts';
import { releaseHold } from '../../../shared/orders/release-hold.ts';
import { splitOrder } from '../../../shared/orders/split/split-order.ts';
import { openPayment } from '../../../shared/payments/open-payment.ts';
import { requestRefund } from '../../../shared/payments/request-refund.ts';
import { aFulfilment, anOrder, aPayment } from '../../builders/an-order.ts';
import { aDesk, amendContext } from './amend/desk.ts';

type Answer = Decision | Problem | 'nothing' | undefined;

const BOSS: Actor = { name: 'user:boss', roles: ['admin'] };
const CONTEXT = { ...amendContext(aDesk().stock()), by: BOSS };
const PAID = { ...anOrder().head.totals, paid: 3980 };
const HOLD: Hold = { id: 'hld_1', kind: 'manual', reason: 'x', placedBy: 'user:x', placedAt: CONTEXT.at };
const REFUND = {
  id: `ref_${anOrder().head.id.slice(4)}_1`,
  version: 1,
  orderId: anOrder().head.id,
  paymentId: aPayment().id,
  method: 'card' as const,
  status: 'pending' as const,
  amount: { amount: 3980, currency: 'CNY' },
  reason: 'x',
  createdAt: CONTEXT.at,
};

/** What each operation answers, asked lawfully in every other respect. */
const ASK: Record<OrderOperation, (order: Order) => Answer> = {
  approve: (order) => approveOrder(order, undefined, BOSS, CONTEXT),
  reject: (order) => rejectOrder(order, undefined, BOSS, CONTEXT),
  hold: (order) => placeHold(order, { id: 'hld_2', kind: 'manual', reason: 'y' }, CONTEXT),
  release_hold: (order) => releaseHold(order, 'hld_1', undefined, CONTEXT),
  amend: (order) => amendOrder(order, { sellerNote: 'call first' }, CONTEXT),
  split: (order) => {
    const groups = [1, 2].map(() => [{ lineId: 'lin_1', quantity: 1 }]);
    const answer = splitOrder(order, { groups }, { ...CONTEXT, random: Math.random });
    return isProblem(answer) ? answer : undefined;
  },
  merge: (order) => whyNotMerge(order, [order]),
  cancel: (order) => cancelOrder(order, 'changed my mind', CONTEXT),
  pay: (order) => openPayment(order, { method: 'card' }, CONTEXT),
  refund: (order) => requestRefund(order, { reason: 'broken' }, CONTEXT),
  complete: (order) => completeOrder(order, CONTEXT),
};

const paid = (change: Parameters<typeof anOrder>[0] = {}): Order =>
  anOrder({
    payments: [aPayment()],
    ...change,
    head: { confirmation: 'confirmed', totals: PAID, ...change.head },
  });
const at = (status: Parameters<typeof aFulfilment>[0] extends infer T ? NonNullable<T> : never): Order =>
  paid({ fulfilments: [aFulfilment(status)] });

const AT_THE_DESK: OrderOperation[] = ['hold', 'amend', 'split', 'merge', 'cancel'];

/** Every kind of state that an order comes to, and all that can be done with it there. */
const STATES: Record<string, [Order, OrderOperation[]]> = {
  'new and unpaid': [anOrder(), ['approve', 'reject', ...AT_THE_DESK, 'pay']],
  held: [anOrder({ head: { holds: [HOLD] } }), ['approve', 'reject', 'release_hold', ...AT_THE_DESK, 'pay']],
  'new and paid': [
    paid({ head: { confirmation: 'unconfirmed' } }),
    ['approve', 'reject', ...AT_THE_DESK, 'refund'],
  ],
  'confirmed, not paid': [anOrder({ head: { confirmation: 'confirmed' } }), [...AT_THE_DESK, 'pay']],
  'partly paid': [
    anOrder({
      head: { confirmation: 'confirmed', totals: { ...PAID, paid: 1000 } },
      payments: [aPayment({ amount: { amount: 1000, currency: 'CNY' } })],
    }),
    [...AT_THE_DESK, 'pay', 'refund'],
  ],
  ready: [paid(), [...AT_THE_DESK, 'refund']],
  allocated: [at({ status: 'allocated' }), [...AT_THE_DESK, 'refund']],
  released: [at({ status: 'released' }), [...AT_THE_DESK, 'refund']],
  picked: [at({ status: 'picked' }), ['hold', 'amend', 'cancel', 'refund']],
  packed: [at({ status: 'packed' }), ['hold', 'amend', 'cancel', 'refund']],
  waybilled: [at({ status: 'waybilled' }), ['hold', 'amend', 'cancel', 'refund']],
  'short picked': [at({ status: 'exception' }), ['hold', 'amend', 'cancel', 'refund']],
  'partly shipped': [
    paid({
      fulfilments: [aFulfilment({ status: 'shipped' }), aFulfilment({ ordinal: 2, status: 'released' })],
    }),
    ['hold', 'amend', 'refund'],
  ],
  shipped: [at({ status: 'shipped' }), ['amend', 'refund']],
  delivered: [at({ status: 'delivered' }), ['amend', 'refund', 'complete']],
  'delivered, paid at the door later': [
    anOrder({
      head: { confirmation: 'confirmed', paymentTerms: 'cod' },
      fulfilments: [aFulfilment({ status: 'delivered' })],
    }),
    ['amend', 'pay'],
  ],
  refunding: [paid({ refunds: [REFUND] }), ['hold', 'amend', 'cancel']],
  refunded: [
    paid({ head: { totals: { ...PAID, refunded: 3980 } }, refunds: [{ ...REFUND, status: 'succeeded' }] }),
    ['hold', 'amend', 'cancel', 'pay'],
  ],
  'partly refunded': [
    paid({
      head: { totals: { ...PAID, refunded: 980 } },
      refunds: [{ ...REFUND, status: 'succeeded', amount: { amount: 980, currency: 'CNY' } }],
    }),
    ['hold', 'amend', 'cancel', 'pay', 'refund'],
  ],
  cancelled: [anOrder({ head: { status: 'cancelled' } }), []],
  'cancelled, its money kept': [paid({ head: { status: 'cancelled' } }), ['refund']],
  refused: [anOrder({ head: { status: 'cancelled', confirmation: 'rejected' } }), []],
  completed: [
    paid({ head: { status: 'completed' }, fulfilments: [aFulfilment({ status: 'delivered' })] }),
    ['refund'],
  ],
};

describe.each(Object.entries(STATES))('an order that is %s', (_, [order, possible]) => {
  it('says what can be done with it', () => {
    expect(possibleOn(order).sort()).toEqual([...possible].sort());
  });

  it.each(Object.keys(POSSIBLE) as OrderOperation[])(
    '%s: done, or refused with its state and what else can be done',
    (operation) => {
      const answer = ASK[operation](order);
      // What has been done already is no refusal: an order that is completed twice, a hold that is not there.
      if (answer === 'nothing' || (isProblem(answer) && answer.code === 'not_found')) return;
      if (possible.includes(operation)) {
        expect(isProblem(answer) ? answer : undefined).toBeUndefined();
        return;
      }
      expect(answer).toMatchObject({
        status: 409,
        code: 'illegal_transition',
        extra: { state: expect.any(String) },
      });
      const { allowed } = (answer as Problem).extra as { allowed: string[] };
      if (operation !== 'amend') expect(allowed.sort()).toEqual([...possible].sort());
    },
  );
});
