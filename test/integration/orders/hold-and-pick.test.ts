import { createWaybill } from '../../../shared/fulfilment/create-waybill.ts';
import { packFulfilment } from '../../../shared/fulfilment/pack-fulfilment.ts';
import { pickFulfilment } from '../../../shared/fulfilment/pick-fulfilment.ts';
import { releaseFulfilment } from '../../../shared/fulfilment/release-fulfilment.ts';
import { isProblem } from '../../../shared/kernel/problem.ts';
import type { Decide } from '../../../shared/orders/decision.ts';
import { changeOrder } from '../../../shared/orders/effects/change-order.ts';
import { loadOrder } from '../../../shared/orders/effects/load-order.ts';
import type { FulfilmentStatus } from '../../../shared/orders/order-states.ts';
import { placeHold } from '../../../shared/orders/place-hold.ts';
import { aFulfilment } from '../../builders/an-order.ts';
import { openTestTable, type TestTable } from '../../harness/dynamodb.ts';
import { ownOrder, storeOrder, testDeps } from '../store-order.ts';

let test: TestTable;
beforeAll(async () => {
  test = await openTestTable();
}, 60_000);
afterAll(() => test?.close());

const NOW = () => new Date('2024-07-01T01:00:00.000Z');
const HELD: Decide = (order, context) =>
  placeHold(order, { id: 'hld_1', kind: 'manual', reason: 'wait' }, context);

const STEPS: readonly [string, FulfilmentStatus, (id: string) => Decide][] = [
  ['released', 'allocated', (id) => (order, context) => releaseFulfilment(order, id, context)],
  [
    'picked',
    'released',
    (id) => (order, context) => pickFulfilment(order, id, [{ lineId: 'lin_1', picked: 2 }], context),
  ],
  ['packed', 'picked', (id) => (order, context) => packFulfilment(order, id, context)],
  ['waybilled', 'packed', (id) => (order, context) => createWaybill(order, id, {}, context)],
];

const inWork = async (status: FulfilmentStatus) => {
  const head = { confirmation: 'confirmed', paymentTerms: 'cod' } as const;
  const order = await storeOrder(test.table, ownOrder({ head, fulfilments: [aFulfilment({ status })] }));
  return { id: order.head.id, fulfilmentId: order.fulfilments[0]?.id ?? '' };
};
const change = (id: string, decide: Parameters<typeof changeOrder>[2]) =>
  changeOrder(testDeps(test.table, NOW), id, decide, { actor: 'user:tester' });

/** Decides, lets something else be committed, and only then commits: the worst moment there is. */
const overtaken = (decide: Decide, by: () => Promise<unknown>): Parameters<typeof changeOrder>[2] => {
  let first = true;
  return async (order, context) => {
    const decision = decide(order, context);
    if (first) {
      first = false;
      await by();
    }
    return decision;
  };
};

const standing = async (id: string) => {
  const order = await loadOrder(test.table, id);
  if (isProblem(order)) throw new Error(order.code);
  return { status: order.fulfilments[0]?.status, holds: order.head.holds.length };
};

describe.each(STEPS)('a fulfilment that is to be %s (from %s) in the moment of a hold', (to, from, step) => {
  it('is stopped when the hold is first', async () => {
    const { id, fulfilmentId } = await inWork(from);
    const result = await change(
      id,
      overtaken(step(fulfilmentId), () => change(id, HELD)),
    );
    expect(result).toMatchObject({ status: 409, code: 'order_on_hold' });
    expect(await standing(id)).toEqual({ status: from, holds: 1 });
  });

  it('is as it is when the step is first, and held from there', async () => {
    const { id, fulfilmentId } = await inWork(from);
    const result = await change(
      id,
      overtaken(HELD, () => change(id, step(fulfilmentId))),
    );
    expect(isProblem(result)).toBe(false);
    expect(await standing(id)).toEqual({ status: to, holds: 1 });
  });
});
