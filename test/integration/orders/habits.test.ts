import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from 'aws-lambda';
import { handler as learn } from '../../../functions/orders/learn-habits.ts';
import { salesKey } from '../../../shared/habits/habit-keys.ts';
import { money } from '../../../shared/kernel/money.ts';
import { unique } from '../../builders/an-order-request.ts';
import { openTestTable, type TestTable, useTestTable } from '../../harness/dynamodb.ts';
import { type AnyBody, call, placed, stocked } from './desk.ts';

let test: TestTable;
beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
}, 60_000);
afterAll(() => test?.close());

/** What the queue does with the news of these orders. */
const taught = async (...orders: readonly AnyBody[]): Promise<void> => {
  const Records = orders.map(({ id }, at) => ({ messageId: `${at}`, body: JSON.stringify({ orderId: id }) }));
  const answer = await learn({ Records } as never, { awsRequestId: 'r' } as Context);
  expect(answer).toEqual({ batchItemFailures: [] });
};
const placedTimes = (times: number, sku: string, change?: Record<string, unknown>): Promise<AnyBody[]> =>
  Promise.all(Array.from({ length: times }, () => placed([{ sku, quantity: 1 }], change)));
const itemOf = async (sku: string) => {
  const { Item } = await test.table.client.send(
    new GetCommand({ TableName: test.table.name, Key: salesKey(sku), ConsistentRead: true }),
  );
  return Item;
};
const kinds = ({ holds }: AnyBody): string[] => holds.map(({ kind }: AnyBody) => kind);

describe('what is learned of orders', () => {
  it('tells an unusual quantity of a SKU from a usual one', async () => {
    const sku = await stocked(test.table, 500);
    expect(kinds(await placed([{ sku, quantity: 60 }]))).toEqual([]);
    await taught(...(await placedTimes(8, sku)));
    const odd = await placed([{ sku, quantity: 60 }]);
    expect(kinds(odd)).toEqual(['quantity']);
    expect(odd.anomalies).toMatchObject([{ code: 'unusual_for_sku', evidence: { skus: [{ usual: 1 }] } }]);
    expect(kinds(await placed([{ sku, quantity: 20 }]))).toEqual([]);
  });

  it('tells an unusual quantity of a customer, whom it knows again by their contact', async () => {
    const sku = await stocked(test.table, 500);
    const customer = { name: 'Grace', email: `grace-${unique()}@example.com` };
    // Not the same goods five times, which would look like duplicates.
    for (let at = 0; at < 5; at++) {
      const other = await stocked(test.table);
      await taught(await placed([{ sku: other, quantity: 1 }], { customer }));
    }
    const odd = await placed([{ sku, quantity: 30 }], { customer });
    expect(odd.anomalies).toMatchObject([
      { code: 'unusual_for_customer', evidence: { units: 30, usual: 1 } },
    ]);
    const byId = { customer: { ...customer, id: odd.customer.id } };
    expect(kinds(await placed([{ sku, quantity: 31 }], byId))).toEqual(['quantity']);
  });

  it('stays when the product is put anew, and finds the slip that was put', async () => {
    const sku = await stocked(test.table, 500);
    await taught(...(await placedTimes(8, sku)));
    const product = (await call('catalog/get-product', { params: { sku } })).body;
    const { sku: _, version: __, ...wanted } = product;
    const body = { ...wanted, price: money(199, 'CNY') };
    expect((await call('catalog/put-product', { params: { sku }, body })).status).toBe(200);
    const odd = await placed([{ sku, quantity: 1 }]);
    expect(odd.anomalies).toMatchObject([{ kind: 'price', code: 'off_recent' }]);
  });

  it('does not come from what people doubt, before they let it through', async () => {
    const sku = await stocked(test.table, 500);
    const odd = await placed([{ sku, quantity: 1 }], {
      lines: [{ sku, quantity: 1, unitPrice: money(1, 'CNY') }],
    });
    expect(kinds(odd)).toEqual(['price']);
    await taught(odd);
    expect(await itemOf(sku)).toBeUndefined();
    const params = { id: odd.id, holdId: odd.holds[0].id };
    expect((await call('orders/release-hold', { params })).status).toBe(200);
    await taught(odd);
    expect(await itemOf(sku)).toMatchObject({ version: 1 });
  });

  it('is the same however often it is told, and whoever tells it at the same time', async () => {
    const sku = await stocked(test.table, 500);
    const orders = await placedTimes(6, sku);
    await Promise.all([...orders, ...orders].map((order) => taught(order)));
    await taught(...orders);
    const item = await itemOf(sku);
    expect(Object.keys(item?.sample ?? {})).toHaveLength(6);
    // A write for each at most; those that were told together are written together.
    expect(item?.version).toBeLessThan(6);
  }, 20_000);
});
