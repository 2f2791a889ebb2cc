import { verifyTable } from '../../../scripts/verify/verify-table.ts';
import { openTestTable, type TestTable, useTestTable } from '../../harness/dynamodb.ts';
import { type AnyBody, call, paid, placed, read, stocked } from './desk.ts';

let test: TestTable;
beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
}, 60_000);
afterAll(() => test?.close());

const split = (order: AnyBody, groups: unknown, headers = {}) =>
  call('orders/split-order', { params: { id: order.id }, body: { groups }, headers });
const halves = ({ lines: [{ id }] }: AnyBody) => [
  [{ lineId: id, quantity: 1 }],
  [{ lineId: id, quantity: 1 }],
];
const stockOf = async (sku: string) => (await call('inventory/get-inventory', { params: { sku } })).body;

describe('splitting an order on the real table', () => {
  it('makes orders that are found, paid for, and refunded to where the money came from', async () => {
    const sku = await stocked(test.table);
    const order = await paid(await placed([{ sku, quantity: 2 }]));
    const { status, body } = await split(order, halves(order));
    expect(status).toBe(201);
    const [first, second] = body.orders;
    expect(await read(first.id)).toEqual(first);
    expect(await read(second.id)).toEqual(second);
    const { body: listed } = await call('orders/list-orders', { query: { number: second.number } });
    expect(listed.items).toMatchObject([{ id: second.id }]);
    for (const each of [first, second])
      expect(each).toMatchObject({
        payment: 'paid',
        totals: { grand: { amount: 1990 }, due: { amount: 0 } },
      });
    expect(await stockOf(sku)).toMatchObject({ reserved: 2 });
    const cancelled = await call('orders/cancel-order', {
      params: { id: second.id },
      body: { reason: 'too late' },
    });
    expect(cancelled.body.refunds).toMatchObject([
      { paymentId: second.payments[0].id, amount: { amount: 1990 } },
    ]);
    expect(await stockOf(sku)).toMatchObject({ reserved: 1 });
    const { body: told } = await call('orders/get-timeline', { params: { id: second.id } });
    expect(told.items.map(({ type }: AnyBody) => type)).toEqual(
      expect.arrayContaining(['placed', 'paid', 'split', 'cancelled']),
    );
  });

  it('is done once for many calls with one key, and for one of two without', async () => {
    const sku = await stocked(test.table);
    const order = await placed([{ sku, quantity: 2 }]);
    const headers = { 'idempotency-key': `split ${order.id}` };
    const answers = await Promise.all([1, 2, 3].map(() => split(order, halves(order), headers)));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    const other = await placed([{ sku, quantity: 2 }]);
    const both = await Promise.all([1, 2].map(() => split(other, halves(other))));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
  });

  it('and cancelling at once: units and money come out right, whoever is first', async () => {
    const sku = await stocked(test.table, 50);
    for (let run = 0; run < 5; run++) {
      const order = await paid(await placed([{ sku, quantity: 2 }]));
      const before = (await stockOf(sku)).reserved;
      const [parts, cancelled] = await Promise.all([
        split(order, halves(order)),
        call('orders/cancel-order', { params: { id: order.id }, body: { reason: 'changed my mind' } }),
      ]);
      expect(cancelled.status).toBe(200);
      const divided = parts.status === 201;
      expect((await stockOf(sku)).reserved).toBe(before - (divided ? 1 : 2));
      expect(cancelled.body.refunds[0].amount.amount).toBe(divided ? 1990 : 3980);
    }
  });

  it('leaves nothing that the whole table’s proof finds fault with', async () => {
    expect((await verifyTable(test.table)).differences).toEqual([]);
  }, 60_000);
});
