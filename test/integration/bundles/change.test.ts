import { openTestTable, type TestTable, useTestTable } from '../../harness/dynamodb.ts';
import { type AnyBody, allocated, call, paid, placed, read, stocked } from '../orders/desk.ts';
import { aBundle, putBundle, stockOf, wrongWith } from './bundle-room.ts';

let test: TestTable;

beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
}, 60_000);

afterEach(async () => expect(await wrongWith(test)).toEqual([]));
afterAll(() => test?.close());

const amend = (order: AnyBody, lines: unknown) =>
  call('orders/amend-order', { params: { id: order.id }, body: { lines } });
const split = (order: AnyBody, body: unknown) =>
  call('orders/split-order', { params: { id: order.id }, body });

/** Two cups and a pot, and an order of some such sets. */
const ordered = async (quantity: number, change: Record<string, unknown> = {}) => {
  const { bundle, parts } = await aBundle(test, [
    { onHand: 20, quantity: 2 },
    { onHand: 20, quantity: 1 },
  ]);
  const [cup = '', pot = ''] = parts;
  return { bundle, cup, pot, order: await placed([{ sku: bundle, quantity }], change) };
};

describe('changing an order of a bundle', () => {
  it('gives parts back and takes more of those it was sold with; a new line has the new ones', async () => {
    const { bundle, cup, pot, order } = await ordered(3);
    const line = { id: 'lin_1', sku: bundle };
    await putBundle(bundle, [{ sku: pot, quantity: 4 }]);
    expect((await amend(order, [{ ...line, quantity: 1 }])).status).toBe(200);
    expect(await stockOf(cup)).toMatchObject({ reserved: 2 });
    expect(await stockOf(pot)).toMatchObject({ reserved: 1 });
    const raised = await amend(order, [
      { ...line, quantity: 2 },
      { sku: bundle, quantity: 1 },
    ]);
    expect(raised.body.lines).toMatchObject([
      { id: 'lin_1', quantity: 2, components: [{ sku: cup }, { sku: pot, quantity: 1 }] },
      { id: 'lin_2', quantity: 1, components: [{ sku: pot, quantity: 4 }] },
    ]);
    expect(await stockOf(cup)).toMatchObject({ reserved: 4 });
    expect(await stockOf(pot)).toMatchObject({ reserved: 6 });
  });

  it('withdraws and sends anew what a warehouse has of it', async () => {
    const { bundle, cup, pot, order } = await ordered(2, { paymentTerms: 'cod' });
    await call('orders/approve-order', { params: { id: order.id }, body: {} });
    const sent = await allocated(order);
    expect(sent.fulfilments).toHaveLength(1);
    await amend(order, [{ id: 'lin_1', sku: bundle, quantity: 1 }]);
    const anew = await allocated(order);
    const [before, after] = anew.fulfilments;
    expect(before.status).toBe('cancelled');
    expect(after.lines).toMatchObject([
      { sku: cup, quantity: 2 },
      { sku: pot, quantity: 1 },
    ]);
  });

  it('splits by whole bundles, each with its parts, and merges them again', async () => {
    const { cup, pot, order } = await ordered(3);
    const groups = [[{ lineId: 'lin_1', quantity: 2 }], [{ lineId: 'lin_1', quantity: 1 }]];
    const { status, body } = await split(order, { groups });
    expect(status).toBe(201);
    const [first, second] = body.orders;
    expect(second.lines).toMatchObject([{ quantity: 1, components: [{ sku: cup }, { sku: pot }] }]);
    expect(await wrongWith(test)).toEqual([]);
    const merged = await call('orders/merge-orders', { body: { orderIds: [first.id, second.id] } });
    const components = [{ sku: cup }, { sku: pot }];
    expect(merged.body.lines).toMatchObject([
      { id: 'lin_1', components },
      { id: 'lin_2', components },
    ]);
    expect(merged.body.lines.map(({ quantity }: AnyBody) => quantity).sort()).toEqual([1, 2]);
    const sent = await allocated(await paid(merged.body));
    expect(sent.fulfilments[0].lines).toHaveLength(4);
  });

  it('splits by location without taking a bundle apart', async () => {
    // A bundle of 30 + 15 units of which each location has 20: its cups come from both.
    const { bundle, cup, order } = await ordered(15);
    const single = await stocked(test.table, 20);
    const added = await amend(order, [
      { id: 'lin_1', sku: bundle, quantity: 15 },
      { sku: single, quantity: 30 },
    ]);
    expect(added.status).toBe(200);
    const { status, body } = await split(order, { by: 'location' });
    expect(status).toBe(201);
    const bundles = body.orders.flatMap(({ lines }: AnyBody) =>
      lines.filter(({ sku }: AnyBody) => sku === bundle).map(({ quantity }: AnyBody) => quantity),
    );
    expect(bundles.reduce((sum: number, each: number) => sum + each, 0)).toBe(15);
    expect(await stockOf(cup)).toMatchObject({ reserved: 30 });
  });

  it('refunds whole bundles at what was paid for them', async () => {
    const { bundle, order } = await ordered(2);
    await paid(order);
    const refund = (quantity: number) =>
      call('payments/refund-order', {
        params: { id: order.id },
        body: { lines: [{ lineId: 'lin_1', quantity }], reason: 'scratched' },
      });
    expect(await refund(1)).toMatchObject({ status: 201, body: { amount: { amount: 1990 } } });
    expect(await refund(2)).toMatchObject({ status: 422, body: { errors: [{ code: 'too_many' }] } });
    expect((await read(order.id)).lines).toMatchObject([{ sku: bundle, quantity: 2 }]);
  });
});
