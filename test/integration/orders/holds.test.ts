import { isProblem } from '../../../shared/kernel/problem.ts';
import { cancelOrder } from '../../../shared/orders/cancel-order.ts';
import { approveOrder } from '../../../shared/orders/decide-review.ts';
import type { Decide } from '../../../shared/orders/decision.ts';
import { changeOrder } from '../../../shared/orders/effects/change-order.ts';
import { loadOrder } from '../../../shared/orders/effects/load-order.ts';
import { readTimeline } from '../../../shared/orders/effects/timeline-store.ts';
import { nextOrder } from '../../../shared/orders/next-order.ts';
import type { Hold, Order } from '../../../shared/orders/order.ts';
import { placeHold } from '../../../shared/orders/place-hold.ts';
import { releaseHold } from '../../../shared/orders/release-hold.ts';
import { dueOrders } from '../../../shared/sweeps/effects/due-index-store.ts';
import { handleDue } from '../../../shared/sweeps/effects/handle-due.ts';
import { CLOCKLESS_STAGES } from '../../../shared/sweeps/escalate-holds.ts';
import { UNPAID_STAGES } from '../../../shared/sweeps/remind-or-cancel.ts';
import { aPayment } from '../../builders/an-order.ts';
import { openTestTable, type TestTable } from '../../harness/dynamodb.ts';
import { ownOrder, storeOrder, testDeps } from '../store-order.ts';

let test: TestTable;
beforeAll(async () => {
  test = await openTestTable();
}, 60_000);
afterAll(() => test.close());

const HOLD: Hold = {
  id: 'hld_1',
  kind: 'price',
  reason: 'odd',
  placedBy: 'system:intake',
  placedAt: '2024-07-01T00:00:00.000Z',
  dueAt: '2024-07-01T04:00:00.000Z',
};
const CLERK = { name: 'user:clerk', roles: ['admin'] } as const;
const now = () => new Date('2024-07-01T01:00:00.000Z');

const change = (order: Order, decide: Decide) =>
  changeOrder(testDeps(test.table, now), order.head.id, decide, { actor: CLERK.name });
const release = (order: Order) => change(order, (now, context) => releaseHold(now, 'hld_1', 'fine', context));
const approve = (order: Order) => change(order, (now, context) => approveOrder(now, 'fine', CLERK, context));
const cancel = (order: Order) => change(order, (now, context) => cancelOrder(now, 'no longer', context));
const hold = (order: Order, id: string) =>
  change(order, (now, context) => placeHold(now, { id, kind: 'manual', reason: 'wait' }, context));
const stored = () => storeOrder(test.table, ownOrder({ head: { paymentTerms: 'cod', holds: [HOLD] } }));
const typesOf = async ({ head }: Order): Promise<string[]> =>
  (await readTimeline(test.table, head.id)).map(({ type }) => type);
const load = async ({ head }: Order): Promise<Order> => {
  const order = await loadOrder(test.table, head.id);
  if (isProblem(order)) throw new Error(order.code);
  return order;
};
const count = (types: readonly string[], type: string): number =>
  types.filter((each) => each === type).length;

describe('holds of one order, by several people at once', () => {
  it('released by all of them, it is released once', async () => {
    const order = await stored();
    const results = await Promise.all([release(order), release(order), release(order)]);
    expect(results.filter(isProblem)).toEqual([]);
    expect(await typesOf(order)).toEqual(['hold_released']);
  });

  it('released by one and approved by another, each is told once', async () => {
    const order = await stored();
    const [, approved] = await Promise.all([release(order), approve(order)]);
    expect(isProblem(approved)).toBe(false);
    const types = await typesOf(order);
    expect([count(types, 'hold_released'), count(types, 'confirmed')]).toEqual([1, 1]);
    expect((await load(order)).head).toMatchObject({ confirmation: 'confirmed', holds: [] });
  });

  it('held by one and cancelled by another, the order ends', async () => {
    const order = await stored();
    const [held, cancelled] = await Promise.all([hold(order, 'hld_2'), cancel(order)]);
    expect(isProblem(cancelled)).toBe(false);
    expect((await load(order)).head.status).toBe('cancelled');
    expect(count(await typesOf(order), 'held')).toBe(isProblem(held) ? 0 : 1);
  });

  it('put by three, there are three', async () => {
    const order = await stored();
    await Promise.all([hold(order, 'hld_2'), hold(order, 'hld_3'), hold(order, 'hld_4')]);
    expect((await load(order)).head.holds).toHaveLength(4);
  });

  it('refuses a version that is no longer', async () => {
    const order = await stored();
    const stale = await changeOrder(
      testDeps(test.table, now),
      order.head.id,
      (each, context) => releaseHold(each, 'hld_1', undefined, context),
      { actor: CLERK.name, ifMatch: 99 },
    );
    expect(stale).toMatchObject({ status: 412 });
  });
});

describe('a hold that is overdue', () => {
  const found = async (asOf: string): Promise<string[]> => {
    const ids: string[] = [];
    for await (const page of dueOrders(test.table, 'unpaid', UNPAID_STAGES, asOf))
      ids.push(...page.map(({ orderId }) => orderId));
    return ids;
  };

  it('is found by the sweep of its stage, escalated once, and then no more', async () => {
    const order = await storeOrder(
      test.table,
      ownOrder({
        head: { paymentTerms: 'cod', holds: [HOLD], ...(HOLD.dueAt ? { dueAt: HOLD.dueAt } : {}) },
      }),
    );
    const asOf = '2024-07-01T04:00:01.000Z';
    expect(await found('2024-07-01T03:59:00.000Z')).not.toContain(order.head.id);
    expect(await found(asOf)).toContain(order.head.id);
    const message = { kind: 'unpaid', orderId: order.head.id, asOf } as const;
    await handleDue(testDeps(test.table), message);
    await handleDue(testDeps(test.table), message);
    expect(await typesOf(order)).toEqual(['exception_hold_overdue']);
    expect(await found(asOf)).not.toContain(order.head.id);
  });

  it('is found also while the order’s money goes back', async () => {
    const totals = { goods: 3980, discount: 0, shipping: 0, tax: 0, grand: 3980, paid: 3980, refunded: 0 };
    const draft = ownOrder({
      head: { totals, confirmation: 'confirmed', holds: [HOLD] },
      payments: [aPayment()],
    });
    const payment = draft.payments[0] ?? aPayment();
    const id = payment.id.replace('pay_', 'ref_');
    const refund = { ...payment, id, paymentId: payment.id, status: 'pending' as const, reason: 'broken' };
    const { head } = await storeOrder(
      test.table,
      nextOrder({ ...draft, refunds: [refund] }, {}, HOLD.placedAt, () => HOLD.dueAt),
    );
    expect(head.stage).toBe('refunding');
    const asOf = '2024-07-01T04:00:01.000Z';
    const ids: string[] = [];
    for await (const page of dueOrders(test.table, 'shipping', CLOCKLESS_STAGES, asOf))
      ids.push(...page.map(({ orderId }) => orderId));
    expect(ids).toEqual([head.id]);
    await handleDue(testDeps(test.table), { kind: 'shipping', orderId: head.id, asOf });
    const { head: after } = await load({ head } as Order);
    expect(after).toMatchObject({ stage: 'refunding', holds: [{ escalatedAt: asOf }] });
    expect(after.dueAt).toBeUndefined();
  });
});
