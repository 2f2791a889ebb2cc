import { anOrderRequest } from '../../builders/an-order-request.ts';
import { openTestTable, type TestTable, useTestTable } from '../../harness/dynamodb.ts';
import { call, paid, placed, stocked } from '../orders/desk.ts';
import { aBundle, putBundle, stockOf, wrongWith } from './bundle-room.ts';

let test: TestTable;

beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
}, 60_000);

afterEach(async () => expect(await wrongWith(test)).toEqual([]));
afterAll(() => test?.close());

const order = (lines: { sku: string; quantity: number }[]) =>
  call('orders/place-order', { body: anOrderRequest(lines) });

describe('bundles and their parts, wanted by many at once', () => {
  it('are never sold beyond what is there, and to the last unit', async () => {
    // 12 cups in all: bundles take two of them and a pot, others one.
    const { bundle, parts } = await aBundle(test, [
      { onHand: 6, quantity: 2 },
      { onHand: 20, quantity: 1 },
    ]);
    const [cup = '', pot = ''] = parts;
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, at) => order([{ sku: at % 2 ? bundle : cup, quantity: 1 }])),
    );
    const sold = answers.filter(({ status }) => status === 201).map(({ body }) => body.lines[0].sku);
    const refused = answers.filter(({ status }) => status !== 201);
    for (const { status, body } of refused)
      expect([status, body.code]).toEqual(
        status === 503 ? [503, expect.any(String)] : [409, 'insufficient_stock'],
      );
    const bundles = sold.filter((sku) => sku === bundle).length;
    const units = 2 * bundles + (sold.length - bundles);
    expect(await stockOf(cup)).toMatchObject({ onHand: 12, reserved: units, available: 12 - units });
    expect(await stockOf(pot)).toMatchObject({ reserved: bundles });
    // Whoever comes later gets what is left, as long as there is a unit.
    for (let left = 12 - units; left > 0; left--)
      expect((await order([{ sku: cup, quantity: 1 }])).status).toBe(201);
    expect((await order([{ sku: cup, quantity: 1 }])).status).toBe(409);
    expect((await order([{ sku: bundle, quantity: 1 }])).status).toBe(409);
  });
});

describe('a large order of bundles', () => {
  it('of 200 lines of 5 parts is placed in steps, sent, and given back whole', async () => {
    const parts = await Promise.all(Array.from({ length: 60 }, () => stocked(test.table, 1000)));
    const skus = parts.map((_, at) => `BIG-${at}`);
    for (const [at, sku] of skus.entries())
      await putBundle(
        sku,
        [0, 7, 19, 31, 43].map((step) => ({ sku: parts[(at + step) % parts.length] ?? '', quantity: 1 })),
      );
    const lines = Array.from({ length: 200 }, (_, at) => ({
      sku: skus[at % skus.length] ?? '',
      quantity: 2,
    }));
    const large = await placed(lines);
    expect(large.lines).toHaveLength(200);
    const reserved = await Promise.all(parts.map(async (sku) => (await stockOf(sku)).reserved));
    expect(reserved.reduce((sum, each) => sum + each, 0)).toBe(2000);
    const cancelled = await call('orders/cancel-order', {
      params: { id: large.id },
      body: { reason: 'too much' },
    });
    expect(cancelled.status).toBe(200);
    const { handler } = await import('../../../functions/orders/settle-stock.ts');
    const Records = [{ messageId: '1', body: JSON.stringify({ orderId: large.id }) }];
    await handler({ Records } as never, { awsRequestId: 'r' } as never);
    const left = await Promise.all(parts.map(async (sku) => (await stockOf(sku)).reserved));
    expect(left.every((each) => each === 0)).toBe(true);
  });

  it('of more kinds of goods than a warehouse’s list holds is refused', async () => {
    const parts = await Promise.all(Array.from({ length: 6 }, () => stocked(test.table, 1000)));
    await putBundle(
      'WIDE',
      parts.map((sku) => ({ sku, quantity: 1 })),
    );
    const lines = Array.from({ length: 167 }, () => ({ sku: 'WIDE', quantity: 1 }));
    expect(await order(lines)).toMatchObject({
      status: 422,
      body: { errors: [{ path: '/lines', code: 'too_many_parts' }] },
    });
    expect((await paid(await placed(lines.slice(1)))).payment).toBe('paid');
  });
});
