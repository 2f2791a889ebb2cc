import { applyCarrierEvents } from '../../../shared/fulfilment/apply-carrier-events.ts';
import { changeOrder } from '../../../shared/orders/effects/change-order.ts';
import { openTestTable, type TestTable, useTestTable } from '../../harness/dynamodb.ts';
import { testDeps } from '../store-order.ts';
import { type AnyBody, allocated, call, paid, placed, read, step, stocked } from './desk.ts';

let test: TestTable;
beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
}, 60_000);
afterAll(() => test?.close());

const desk = (name: string, { id }: AnyBody, body: unknown = {}) =>
  call(`orders/${name}`, { params: { id }, body });

/** Every operation on an order, asked for lawfully in all but the state; by the name that refusals give it. */
const OPERATIONS: Record<string, (order: AnyBody, other: AnyBody) => ReturnType<typeof call>> = {
  approve: (order) => desk('approve-order', order),
  reject: (order) => desk('reject-order', order),
  hold: (order) => desk('place-hold', order, { kind: 'manual', reason: 'wait' }),
  release_hold: ({ id, holds, pastHolds }) => {
    const holdId = [...holds, ...(pastHolds ?? [])][0]?.id ?? 'hld_none';
    return call('orders/release-hold', { params: { id, holdId } });
  },
  amend: (order) => desk('amend-order', order, { sellerNote: 'call first' }),
  split: (order) =>
    desk('split-order', order, { groups: [1, 2].map(() => [{ lineId: 'lin_1', quantity: 1 }]) }),
  merge: (order, other) => call('orders/merge-orders', { body: { orderIds: [order.id, other.id] } }),
  cancel: (order) => desk('cancel-order', order, { reason: 'changed my mind' }),
  pay: ({ id }) => call('payments/open-payment', { params: { id }, body: { method: 'transfer' } }),
  refund: ({ id }) => call('payments/refund-order', { params: { id }, body: { reason: 'broken' } }),
  complete: (order) => desk('complete-order', order),
};

const STEPS: Record<string, (fulfilment: AnyBody) => ReturnType<typeof call>> = {
  release: (fulfilment) => step(fulfilment, 'release-fulfilment'),
  pick: (fulfilment) =>
    step(fulfilment, 'pick-fulfilment', {
      lines: fulfilment.lines.map(({ lineId, quantity }: AnyBody) => ({ lineId, picked: quantity })),
    }),
  pack: (fulfilment) => step(fulfilment, 'pack-fulfilment'),
  waybill: (fulfilment) => step(fulfilment, 'create-waybill'),
  ship: (fulfilment) => step(fulfilment, 'ship-fulfilment'),
};

/** Where a step leads, as the ways below name it. */
const STATE_AFTER: Record<string, string> = {
  release: 'released',
  pick: 'picked',
  pack: 'packed',
  waybill: 'waybilled',
  ship: 'shipped',
};

const AT_DESK = ['hold', 'amend', 'split', 'merge', 'cancel'];

type Stop = [
  state: string,
  /** Leads on from the state before. */
  reach: (order: AnyBody) => Promise<unknown>,
  operations: string[],
  steps?: string[],
];

const through =
  (name: string) =>
  async ({ fulfilments: [fulfilment] }: AnyBody) => {
    const answer = await STEPS[name]?.(fulfilment);
    if (answer?.status !== 200) throw new Error(JSON.stringify(answer));
  };
const delivered = async ({ id, fulfilments: [{ id: fulfilmentId, parcels }] }: AnyBody) => {
  const news = { status: 'delivered', at: new Date().toISOString() } as const;
  await changeOrder(
    testDeps(test.table),
    id,
    (order, context) => applyCarrierEvents(order, fulfilmentId, parcels[0].id, [news], context),
    { actor: 'carrier:generic' },
  );
};
const stay = async () => undefined;
const settled = async ({ id, refunds: [{ id: refundId }] }: AnyBody) =>
  call('payments/settle-refund', { params: { id, refundId }, body: { reference: 'statement 1' } });

/** The ways of an order through its states, and all that can be done in each; everything else is tried and refused. */
const WAYS: Record<string, Stop[]> = {
  'that is delivered': [
    ['unpaid', stay, ['approve', 'reject', ...AT_DESK, 'pay']],
    [
      'held',
      (order) => desk('place-hold', order, { kind: 'manual', reason: 'wait' }),
      ['approve', 'reject', 'release_hold', ...AT_DESK, 'pay'],
    ],
    ['confirmed', (order) => desk('approve-order', order), [...AT_DESK, 'pay']],
    ['ready', paid, [...AT_DESK, 'refund']],
    ['released', allocated, [...AT_DESK, 'refund'], ['pick']],
    ['picked', through('pick'), ['hold', 'amend', 'cancel', 'refund'], ['pack']],
    ['packed', through('pack'), ['hold', 'amend', 'cancel', 'refund'], ['waybill', 'ship']],
    ['waybilled', through('waybill'), ['hold', 'amend', 'cancel', 'refund'], ['ship']],
    ['shipped', through('ship'), ['amend', 'refund'], []],
    ['delivered', delivered, ['amend', 'refund', 'complete'], []],
    ['completed', (order) => desk('complete-order', order), ['refund', 'complete'], []],
  ],
  'that is cancelled unpaid': [['cancelled', (order) => desk('cancel-order', order, { reason: 'no' }), []]],
  'that is refused': [['rejected', (order) => desk('reject-order', order), []]],
  'that is paid back': [
    ['paid', paid, [...AT_DESK, 'refund']],
    [
      'refunding',
      ({ id }) => call('payments/refund-order', { params: { id }, body: { reason: 'late' } }),
      ['hold', 'amend', 'cancel'],
    ],
    ['refunded', settled, ['hold', 'amend', 'cancel', 'pay']],
    ['ended', (order) => desk('cancel-order', order, { reason: 'no' }), []],
  ],
  'that is cancelled with its money': [
    ['refunding', async (order) => desk('cancel-order', await paid(order), { reason: 'no' }), []],
    ['refunded', settled, []],
  ],
};

const timelineOf = async ({ id }: AnyBody) =>
  (await call('orders/get-timeline', { params: { id } })).body.items.length;

const refusals = async (order: AnyBody, other: AnyBody, [state, , operations, steps]: Stop) => {
  const before = [await read(order.id), await timelineOf(order)];
  for (const [name, ask] of Object.entries(OPERATIONS)) {
    if (operations.includes(name)) continue;
    const { status, body } = await ask(before[0], other);
    // A hold that was never there, or is released already: there is nothing to refuse.
    if (name === 'release_hold' && (status === 404 || status === 200)) continue;
    const seen = `${name} when ${state}`;
    expect([seen, status, body.code]).toEqual([seen, 409, 'illegal_transition']);
    expect([seen, typeof body.state]).toEqual([seen, 'string']);
    if (name !== 'amend')
      expect([seen, body.allowed.toSorted()]).toEqual([
        seen,
        operations.filter((each) => state !== 'completed' || each !== 'complete').toSorted(),
      ]);
  }
  const [fulfilment] = before[0].fulfilments;
  for (const [name, ask] of Object.entries(fulfilment && steps ? STEPS : {})) {
    if (steps?.includes(name)) continue;
    const { status, body } = await ask(fulfilment);
    const seen = `${name} when ${state}`;
    // The same step again is answered with what it came to.
    if (status === 200 && STATE_AFTER[name] === state) continue;
    expect([seen, status, body.code]).toEqual([seen, 409, 'illegal_transition']);
    expect([seen, steps?.every((each) => body.allowed.includes(each))]).toEqual([seen, true]);
  }
  expect([state, await read(order.id), await timelineOf(order)]).toEqual([state, ...before]);
};

describe.each(Object.entries(WAYS))('an order %s', (_, stops) => {
  it('refuses at every stop what its state does not allow, says what it does, and stays as it is', async () => {
    const sku = await stocked(test.table, 50);
    const other = await placed([{ sku, quantity: 2 }]);
    const { id } = await placed([{ sku, quantity: 2 }]);
    for (const stop of stops) {
      await stop[1](await read(id));
      await refusals(await read(id), other, stop);
    }
  }, 60_000);
});
