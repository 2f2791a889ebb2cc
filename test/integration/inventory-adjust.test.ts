import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { handler as putProduct } from '../../functions/catalog/put-product.ts';
import { handler as adjustStock } from '../../functions/inventory/adjust-stock.ts';
import { handler as getInventory } from '../../functions/inventory/get-inventory.ts';
import { handler as receiveStock } from '../../functions/inventory/receive-stock.ts';
import { handler as putLocation } from '../../functions/locations/put-location.ts';
import { loadSku } from '../../shared/inventory/effects/load-stock-store.ts';
import { stockWrites } from '../../shared/inventory/effects/stock-store.ts';
import type { StockChange } from '../../shared/inventory/stock.ts';
import { transact } from '../../shared/runtime/transact.ts';
import { aLocation, aProduct } from '../builders/a-product.ts';
import { callHandler } from '../harness/call-handler.ts';
import { openTestTable, type TestTable, useTestTable } from '../harness/dynamodb.ts';
import { ledgerOf } from '../harness/ledger.ts';

let test: TestTable;

beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
  await callHandler(putLocation, { params: { id: 'main' }, body: aLocation() });
}, 60_000);

afterAll(() => test?.close());

const stocked = async (sku: string, quantity: number, change: Parameters<typeof aProduct>[0] = {}) => {
  await callHandler(putProduct, { params: { sku }, body: aProduct(change) });
  const body = { locationId: 'main', lines: [{ sku, quantity }] };
  expect((await callHandler(receiveStock, { body })).status).toBe(201);
};

const adjust = (sku: string, delta: number, headers: Record<string, string> = {}) =>
  callHandler(adjustStock, { headers, body: { locationId: 'main', sku, delta, reason: 'counted' } });

const inventory = async (sku: string) => (await callHandler(getInventory, { params: { sku } })).body;

const reserve = (sku: string, quantity: number, shard = 0) =>
  transact(test.table, stockWrites([reservation(sku, quantity, shard)], context()), Math.random);

const reservation = (sku: string, quantity: number, shard: number): StockChange => ({
  kind: 'reserve',
  sku,
  locationId: 'main',
  shard,
  quantity,
  document: 'ord_1',
});

const context = () => ({ at: new Date(), actor: 'tester', random: Math.random });

describe('correcting counts', () => {
  it.each([1, 4])(
    'lets 20 of 50 take the last 20 units, at once, from %i rows',
    async (stockShards) => {
      const sku = `LAST-${stockShards}`;
      await stocked(sku, 20, { stockShards });
      const answers = await Promise.all(Array.from({ length: 50 }, () => adjust(sku, -1)));
      const codes = answers.map(({ status, body }) => (status === 201 ? 'taken' : body.code)).sort();
      expect(codes).toEqual([...Array(30).fill('below_reserved'), ...Array(20).fill('taken')]);
      expect(await inventory(sku)).toMatchObject({ onHand: 0, reserved: 0, available: 0 });
      expect(await ledgerOf(test.table, sku)).toBe(0);
    },
    30_000,
  );

  it('never takes what is promised, also when it is promised at the same moment', async () => {
    await stocked('PROMISED', 30);
    const [outcomes, answers] = await Promise.all([
      Promise.all(Array.from({ length: 25 }, () => reserve('PROMISED', 1))),
      Promise.all(Array.from({ length: 25 }, () => adjust('PROMISED', -1))),
    ]);
    const reserved = outcomes.filter(({ committed }) => committed).length;
    const taken = answers.filter(({ status }) => status === 201).length;
    expect(reserved + taken).toBe(30);
    expect(await inventory('PROMISED')).toMatchObject({ onHand: 30 - taken, reserved, available: 0 });
    expect(answers.every(({ status, body }) => status === 201 || body.code === 'below_reserved')).toBe(true);
  }, 30_000);

  it('may take the safety stock, but not the reserved', async () => {
    await stocked('SAFE', 10, { safetyStock: 4 });
    await reserve('SAFE', 6);
    expect(await inventory('SAFE')).toMatchObject({ available: 0 });
    expect((await adjust('SAFE', -5)).body).toMatchObject({
      code: 'below_reserved',
      onHand: 10,
      reserved: 6,
    });
    expect((await adjust('SAFE', -4)).status).toBe(201);
    expect(await inventory('SAFE')).toMatchObject({
      onHand: 6,
      reserved: 6,
      available: 0,
      locations: [{ safety: 4 }],
    });
  });

  it('counts a repeat once and answers it the same', async () => {
    await stocked('ONCE', 10);
    const key = { 'idempotency-key': 'adjust-once' };
    const answers = await Promise.all([1, 2, 3].map(() => adjust('ONCE', -4, key)));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(await inventory('ONCE')).toMatchObject({ onHand: 6 });
    expect((await adjust('ONCE', -1, key)).body).toMatchObject({ code: 'idempotency_key_reused' });
  });

  it('opens a row once when many find units where there were none', async () => {
    await callHandler(putProduct, { params: { sku: 'FOUND' }, body: aProduct({ safetyStock: 2 }) });
    const answers = await Promise.all(Array.from({ length: 5 }, () => adjust('FOUND', 2)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    const { stock, stockRows } = await loadSku(test.table, 'FOUND');
    expect(stock).toMatchObject([{ onHand: 10, safety: 2, available: 8 }]);
    expect(stockRows).toBe(1);
  });

  it('names an unknown product and an unknown location', async () => {
    const body = { locationId: 'nowhere', sku: 'NOTHING', delta: 1, reason: 'counted' };
    expect(await callHandler(adjustStock, { body })).toMatchObject({
      status: 422,
      body: { errors: [{ path: '/locationId' }, { path: '/sku' }] },
    });
  });

  it('is for the warehouse, not for service', async () => {
    const body = { locationId: 'main', sku: 'ONCE', delta: 1, reason: 'counted' };
    expect((await callHandler(adjustStock, { body, roles: ['service_agent'] })).status).toBe(403);
    expect((await callHandler(adjustStock, { body, roles: ['warehouse'] })).status).toBe(201);
  });

  it('would oversell with a check before the write instead of a condition in it', async () => {
    // The negative control: the same race, decided by reading first, must go wrong, or the tests above prove nothing.
    await stocked('NAIVE', 5);
    const take = async (): Promise<boolean> => {
      const [row] = (await loadSku(test.table, 'NAIVE')).stock;
      if (!row || row.available < 1) return false;
      const Item = {
        pk: 'SKU#NAIVE',
        sk: 'STOCK#main#0',
        ...row,
        onHand: row.onHand - 1,
        available: row.available - 1,
      };
      await test.table.client.send(new PutCommand({ TableName: test.table.name, Item }));
      return true;
    };
    const taken = await Promise.all(Array.from({ length: 20 }, take));
    expect(taken.filter(Boolean).length).toBeGreaterThan(5);
  });
});
