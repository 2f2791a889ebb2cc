import { verifyTable } from '../../../scripts/verify/verify-table.ts';
import { unique } from '../../builders/an-order-request.ts';
import { openTestTable, type TestTable, useTestTable } from '../../harness/dynamodb.ts';
import { type AnyBody, allocated, call, paid, placed, read, step, stocked } from './desk.ts';

/** More of them with RACES=50. */
const RUNS = Number(process.env.RACES ?? 6);
let test: TestTable;
beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
}, 60_000);
afterAll(() => test?.close());

type Asked = { status: number; body: AnyBody };

const desk = (name: string, { id }: AnyBody, body: unknown = {}, headers?: Record<string, string>) =>
  call(`orders/${name}`, { params: { id }, body, ...(headers ? { headers } : {}) });
const cancel = (order: AnyBody, headers?: Record<string, string>) =>
  desk('cancel-order', order, { reason: 'changed my mind' }, headers);
const amend = (order: AnyBody, body: unknown, headers?: Record<string, string>) =>
  desk('amend-order', order, body, headers);
const stockOf = async (sku: string) => (await call('inventory/get-inventory', { params: { sku } })).body;
const statuses = (...answers: readonly Asked[]) => answers.map(({ status }) => status);
const typesOf = async ({ id }: AnyBody): Promise<string[]> =>
  (await call('orders/get-timeline', { params: { id } })).body.items.map(({ type }: AnyBody) => type);
const atVersion = ({ version }: AnyBody) => ({ 'if-match': `"${version}"` });
const openOf = ({ holds }: AnyBody) => holds.filter(({ releasedAt }: AnyBody) => releasedAt === undefined);
const sumOf = (parts: readonly AnyBody[]) =>
  parts.reduce((sum: number, { amount }: AnyBody) => sum + amount.amount, 0);

/** Does something again and again, with a SKU of its own; what is left reserved of it must be what is said. */
const races = async (race: (sku: string) => Promise<number>): Promise<void> => {
  for (let run = 0; run < RUNS; run++) {
    const sku = await stocked(test.table, 50);
    const reserved = await race(sku);
    expect((await stockOf(sku)).reserved).toBe(reserved);
  }
};

describe.each([
  ['without a version', () => undefined],
  ['on the version both have read', atVersion],
])('two calls at once, %s', (_, headersOf) => {
  const guarded = headersOf === atVersion;

  it(
    'approve and cancel: it ends cancelled, or confirmed and then cancelled; never confirmed without stock',
    () =>
      races(async (sku) => {
        const order = await placed([{ sku, quantity: 2 }]);
        const [approved, cancelled] = await Promise.all([
          desk('approve-order', order, {}, headersOf(order)),
          cancel(order, headersOf(order)),
        ]);
        const now = await read(order.id);
        if (guarded) {
          expect(statuses(approved, cancelled).sort()).toEqual([200, 412]);
          expect(now.status).toBe(cancelled.status === 200 ? 'cancelled' : 'open');
          expect(now.confirmation).toBe(approved.status === 200 ? 'confirmed' : 'unconfirmed');
          return approved.status === 200 ? 2 : 0;
        }
        // The one that comes second sees the first: an approved order may still be cancelled, not the other way round.
        expect(cancelled.status).toBe(200);
        expect([200, 409]).toContain(approved.status);
        expect([now.status, now.confirmation]).toEqual([
          'cancelled',
          approved.status === 200 ? 'confirmed' : 'unconfirmed',
        ]);
        return 0;
      }),
    60_000,
  );

  it(
    'amend and amend: both count, one after the other, or one is told of the other',
    () =>
      races(async (sku) => {
        const order = await paid(await placed([{ sku, quantity: 2 }]));
        const [more, note] = await Promise.all([
          amend(order, { lines: [{ id: 'lin_1', sku, quantity: 5 }] }, headersOf(order)),
          amend(order, { sellerNote: 'fragile' }, headersOf(order)),
        ]);
        const now = await read(order.id);
        if (guarded) expect(statuses(more, note).sort()).toEqual([200, 412]);
        else expect(statuses(more, note)).toEqual([200, 200]);
        expect(now.lines[0].quantity).toBe(more.status === 200 ? 5 : 2);
        expect(now.sellerNote).toBe(note.status === 200 ? 'fragile' : undefined);
        expect(now.totals.due.amount).toBe(more.status === 200 ? 3 * 1990 : 0);
        return now.lines[0].quantity;
      }),
    60_000,
  );

  it(
    'amend up and amend down: the last word counts, its money and units with it',
    () =>
      races(async (sku) => {
        const order = await paid(await placed([{ sku, quantity: 3 }]));
        const to = (quantity: number) =>
          amend(order, { lines: [{ id: 'lin_1', sku, quantity }] }, headersOf(order));
        const answers = await Promise.all([to(5), to(1)]);
        expect(statuses(...answers).sort()).toEqual(guarded ? [200, 412] : [200, 200]);
        const now = await read(order.id);
        const [{ quantity }] = now.lines;
        expect([1, 5]).toContain(quantity);
        const back = sumOf(now.refunds.filter(({ status }: AnyBody) => status === 'pending'));
        expect([now.totals.grand.amount, back]).toEqual([quantity * 1990, quantity === 1 ? 2 * 1990 : 0]);
        return quantity;
      }),
    60_000,
  );

  it(
    'split and cancel: either all of it ends, or the parts live on in two orders with every unit',
    () =>
      races(async (sku) => {
        const order = await paid(await placed([{ sku, quantity: 4 }]));
        const groups = [[{ lineId: 'lin_1', quantity: 1 }], [{ lineId: 'lin_1', quantity: 3 }]];
        const [split, cancelled] = await Promise.all([
          desk('split-order', order, { groups }, headersOf(order)),
          cancel(order, headersOf(order)),
        ]);
        if (guarded)
          expect([
            [201, 412],
            [200, 412],
          ]).toContainEqual(statuses(split, cancelled).sort());
        const family: AnyBody[] =
          split.status === 201
            ? await Promise.all(split.body.orders.map(({ id }: AnyBody) => read(id)))
            : [await read(order.id)];
        const units = family.reduce(
          (sum, { lines }) => sum + lines.reduce((all: number, { quantity }: AnyBody) => all + quantity, 0),
          0,
        );
        expect(units).toBe(4);
        expect(sumOf(family.map(({ totals }) => ({ amount: totals.paid })))).toBe(4 * 1990);
        const ended = family.filter(({ status }) => status === 'cancelled');
        expect(ended).toHaveLength(cancelled.status === 200 ? 1 : 0);
        for (const { refunds, totals } of ended) expect(sumOf(refunds)).toBe(totals.paid.amount);
        return family
          .filter(({ status }) => status === 'open')
          .reduce((sum, { lines }) => sum + lines[0].quantity, 0);
      }),
    60_000,
  );
});

describe('merging two orders while one of them is paid', () => {
  it(
    'leaves the money with the order that goes on, whichever was first',
    () =>
      races(async (sku) => {
        const buyer = { name: 'Grace', email: `grace-${unique()}@example.com` };
        const one = await placed([{ sku, quantity: 1 }], { customer: buyer });
        const change = { customer: buyer, shippingAddress: one.shippingAddress };
        const other = await placed([{ sku, quantity: 2 }], change);
        const params = { id: other.id };
        const { body: payment } = await call('payments/open-payment', {
          params,
          body: { method: 'transfer' },
        });
        const [merged, captured] = await Promise.all([
          call('orders/merge-orders', { body: { orderIds: [one.id, other.id] } }),
          call('payments/capture-payment', {
            params: { ...params, paymentId: payment.id },
            body: { amount: payment.amount, reference: unique() },
          }),
        ]);
        expect(captured.status).toBe(200);
        if (merged.status === 200) {
          const now = await read(merged.body.id);
          expect([now.totals.paid.amount, now.totals.grand.amount]).toEqual([2 * 1990, 3 * 1990]);
          expect(sumOf(now.payments.filter(({ status }: AnyBody) => status === 'succeeded'))).toBe(2 * 1990);
        } else {
          // Paid and confirmed first, it does not go together with one that nobody has confirmed.
          expect([merged.status, merged.body.code]).toEqual([409, 'not_mergeable']);
          expect((await read(other.id)).totals.paid.amount).toBe(2 * 1990);
        }
        return 3;
      }),
    60_000,
  );

  it(
    'twice at once: they become one order once',
    () =>
      races(async (sku) => {
        const buyer = { name: 'Grace', email: `grace-${unique()}@example.com` };
        const one = await placed([{ sku, quantity: 1 }], { customer: buyer });
        const change = { customer: buyer, shippingAddress: one.shippingAddress };
        const other = await placed([{ sku, quantity: 2 }], change);
        const merge = (...ids: string[]) => call('orders/merge-orders', { body: { orderIds: ids } });
        const answers = await Promise.all([merge(one.id, other.id), merge(other.id, one.id)]);
        expect(statuses(...answers).filter((status) => status === 200)).toHaveLength(1);
        const open = [await read(one.id), await read(other.id)].filter(({ status }) => status === 'open');
        expect(open.map(({ totals }) => totals.grand.amount)).toEqual([3 * 1990]);
        return 3;
      }),
    60_000,
  );
});

describe('releasing twice at once', () => {
  it(
    'a hold: it is released once, and both are told that it is',
    () =>
      races(async (sku) => {
        const order = await placed([{ sku, quantity: 1 }]);
        const held = (await desk('place-hold', order, { kind: 'manual', reason: 'wait' })).body;
        const release = () =>
          call('orders/release-hold', { params: { id: order.id, holdId: held.holds[0].id } });
        expect(statuses(...(await Promise.all([release(), release(), release()])))).toEqual([200, 200, 200]);
        const types = await typesOf(order);
        expect(types.filter((type) => type === 'hold_released')).toHaveLength(1);
        expect(openOf(await read(order.id))).toEqual([]);
        return 1;
      }),
    60_000,
  );

  it(
    'two holds at once: none of them comes back',
    () =>
      races(async (sku) => {
        const order = await placed([{ sku, quantity: 1 }]);
        for (const reason of ['one', 'two']) await desk('place-hold', order, { kind: 'manual', reason });
        const { holds } = await read(order.id);
        const answers = await Promise.all(
          holds.map(({ id }: AnyBody) =>
            call('orders/release-hold', { params: { id: order.id, holdId: id } }),
          ),
        );
        expect(statuses(...answers)).toEqual([200, 200]);
        expect(openOf(await read(order.id))).toEqual([]);
        return 1;
      }),
    60_000,
  );

  it(
    'to the warehouse, by two messages of the queue: there is one fulfilment',
    () =>
      races(async (sku) => {
        const order = await paid(await placed([{ sku, quantity: 1 }]));
        await Promise.all([allocated(order), allocated(order), allocated(order)]);
        const { fulfilments } = await read(order.id);
        expect(fulfilments).toHaveLength(1);
        const again = await Promise.all([1, 2].map(() => step(fulfilments[0], 'release-fulfilment')));
        expect(statuses(...again)).toEqual([200, 200]);
        expect((await typesOf(order)).filter((type) => type === 'released')).toHaveLength(1);
        return 1;
      }),
    60_000,
  );
});

describe('amending the goods while the order is sent to the warehouse', () => {
  it(
    'leaves nothing to pick that is no longer wanted so',
    () =>
      races(async (sku) => {
        const order = await paid(await placed([{ sku, quantity: 2 }]));
        const lines = [{ id: 'lin_1', sku, quantity: 3 }];
        const [amended] = await Promise.all([amend(order, { lines }), allocated(order)]);
        expect(amended.status).toBe(200);
        const { fulfilments } = await read(order.id);
        const live = fulfilments.filter(({ status }: AnyBody) => status !== 'cancelled');
        // It owes money now: whatever had been sent to the warehouse was taken back.
        expect(live).toEqual([]);
        return 3;
      }),
    60_000,
  );
});

describe('the whole table afterwards', () => {
  it('is without fault', async () => {
    expect((await verifyTable(test.table)).differences).toEqual([]);
  }, 120_000);
});
