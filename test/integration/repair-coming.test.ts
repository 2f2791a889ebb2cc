import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { repairText } from '../../scripts/repair/print-repairs.ts';
import { repairTable } from '../../scripts/repair/repair-table.ts';
import { verifyTable } from '../../scripts/verify/verify-table.ts';
import { openTestTable, type TestTable, useTestTable } from '../harness/dynamodb.ts';
import type { AnyBody } from './orders/desk.ts';
import { aNetwork, itemsOf, ok } from './sourcing-cases.ts';

let test: TestTable;
beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
}, 60_000);
afterAll(() => test?.close());

const bend = async (sku: string, document: string, open: number): Promise<void> => {
  await test.table.client.send(
    new UpdateCommand({
      TableName: test.table.name,
      Key: { pk: `SKU#${sku}`, sk: `COMING#${document}` },
      UpdateExpression: 'SET #open = :open',
      ExpressionAttributeNames: { '#open': 'open' },
      ExpressionAttributeValues: { ':open': open },
    }),
  );
};
const openOf = async (sku: string): Promise<number[]> =>
  (await itemsOf(test.table, `SKU#${sku}`, 'COMING#')).map(({ open }) => open);
const expected = (locationId: string, sku: string, quantity: number): Promise<AnyBody> =>
  ok('stock-documents/expect-arrival', {
    body: { locationId, lines: [{ sku, quantity }], expectedAt: '2090-01-01T00:00:00Z' },
  });

describe('npm run verify -- --repair, of what is coming', () => {
  it('puts one announcement right, by what has come of it', async () => {
    const { ids, skus } = await aNetwork([[0]]);
    const [locationId = ''] = ids;
    const [sku = ''] = skus;
    const { id } = await expected(locationId, sku, 10);
    await ok('inventory/receive-stock', {
      body: { locationId, lines: [{ sku, quantity: 4 }], arrivalId: id },
    });
    await bend(sku, id, 9);
    expect((await verifyTable(test.table)).differences).not.toEqual([]);
    const proposed = await repairTable(test.table, false);
    expect(proposed.undecided).toEqual([]);
    expect(repairText(proposed, false)).toContain('open 9 → 6');
    await repairTable(test.table, true);
    expect(await openOf(sku)).toEqual([6]);
    expect((await verifyTable(test.table)).differences).toEqual([]);
  });

  it('does not guess which of several announcements is wrong', async () => {
    const { ids, skus } = await aNetwork([[0]]);
    const [locationId = ''] = ids;
    const [sku = ''] = skus;
    const first = await expected(locationId, sku, 10);
    await expected(locationId, sku, 20);
    await bend(sku, first.id, 11);
    const { repairs, undecided } = await repairTable(test.table, true);
    expect(repairs.filter(({ kind }) => kind === 'coming')).toEqual([]);
    expect(undecided).toMatchObject([{ name: `SKU#${sku} incoming` }]);
    await bend(sku, first.id, 10);
  });

  it('knows what each transfer has under way', async () => {
    const { ids, skus } = await aNetwork([[10], [0]]);
    const [from = '', to = ''] = ids;
    const [sku = ''] = skus;
    const { id } = await ok('stock-documents/create-transfer', {
      body: { fromLocationId: from, toLocationId: to, lines: [{ sku, quantity: 5 }] },
    });
    await ok('stock-documents/dispatch-transfer', { params: { id } });
    await bend(sku, id, 2);
    expect((await repairTable(test.table, true)).applied).toMatchObject([{ kind: 'coming', from: 2, to: 5 }]);
    expect(await openOf(sku)).toEqual([5]);
    expect((await verifyTable(test.table)).differences).toEqual([]);
  });
});
