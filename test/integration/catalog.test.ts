import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { handler as getProduct } from '../../functions/catalog/get-product.ts';
import { handler as listProducts } from '../../functions/catalog/list-products.ts';
import { handler as putProduct } from '../../functions/catalog/put-product.ts';
import { handler as receiveStock } from '../../functions/inventory/receive-stock.ts';
import { handler as getLocation } from '../../functions/locations/get-location.ts';
import { handler as listLocations } from '../../functions/locations/list-locations.ts';
import { handler as putLocation } from '../../functions/locations/put-location.ts';
import { saveProduct } from '../../shared/catalog/effects/product-store.ts';
import { loadSku } from '../../shared/inventory/effects/load-stock-store.ts';
import { stockWrites } from '../../shared/inventory/effects/stock-store.ts';
import { loadInactiveLocations } from '../../shared/locations/effects/location-store.ts';
import { transact } from '../../shared/runtime/transact.ts';
import { aLocation, aProduct } from '../builders/a-product.ts';
import { callHandler } from '../harness/call-handler.ts';
import { openTestTable, type TestTable, useTestTable } from '../harness/dynamodb.ts';
import { useCursorSecret } from '../harness/secrets.ts';
import { watchedTable } from '../harness/watched-table.ts';

let test: TestTable;

beforeAll(async () => {
  useCursorSecret();
  test = await openTestTable();
  await useTestTable(test);
}, 60_000);

afterAll(() => test?.close());

const put = (
  sku: string,
  change: Parameters<typeof aProduct>[0] = {},
  headers: Record<string, string> = {},
) => callHandler(putProduct, { params: { sku }, body: aProduct(change), headers });

const stockIn = (sku: string, locationId: string, quantity: number) =>
  callHandler(receiveStock, { body: { locationId, lines: [{ sku, quantity }] } });

describe('products', () => {
  it('are created, then replaced, with their version as ETag', async () => {
    expect(await put('A.1 b/c')).toMatchObject({ status: 201, headers: { etag: '"1"' } });
    expect(await put('A.1 b/c', { name: 'Lamp' })).toMatchObject({ status: 200, headers: { etag: '"2"' } });
    const read = await callHandler(getProduct, { params: { sku: 'A.1%20b%2Fc' } });
    expect(read).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { name: 'Lamp', version: 2 } });
    expect(Object.keys(read.body)).not.toContain('stockRows');
  });

  it('keep their version when nothing changes', async () => {
    await put('WICK');
    await put('SAME', { components: [{ sku: 'WICK', quantity: 2 }], cost: { amount: 1, currency: 'CNY' } });
    const again = await put('SAME', {
      components: [{ sku: 'WICK', quantity: 2 }],
      cost: { amount: 1, currency: 'CNY' },
    });
    expect(again).toMatchObject({ status: 200, headers: { etag: '"1"' } });
  });

  it('are changed only from the version that was read, where the caller says so', async () => {
    await put('MATCH');
    expect(await put('MATCH', { name: 'B' }, { 'if-match': '"7"' })).toMatchObject({
      status: 412,
      body: { version: 1 },
    });
    expect((await put('MATCH', { name: 'B' }, { 'if-match': '"1"' })).status).toBe(200);
    expect((await put('NONE', {}, { 'if-match': '"1"' })).status).toBe(412);
  });

  it('lose no change when many are made at once', async () => {
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map((name) => put('MANY', { name })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
    expect((await callHandler(getProduct, { params: { sku: 'MANY' } })).body.version).toBe(4);
  });

  it('are there, or are not', async () => {
    expect((await callHandler(getProduct, { params: { sku: 'NEVER' } })).status).toBe(404);
  });

  it('are put by managers, read by shops without their cost', async () => {
    await put('COST', { cost: { amount: 1, currency: 'CNY' } });
    const shop = { params: { sku: 'COST' }, roles: ['storefront'] } as const;
    expect((await callHandler(putProduct, { ...shop, body: aProduct() })).status).toBe(403);
    expect((await callHandler(getProduct, shop)).body).not.toHaveProperty('cost');
    expect((await callHandler(getProduct, { params: { sku: 'COST' } })).body).toHaveProperty('cost');
  });

  it('are listed by SKU, page by page, all of them once', async () => {
    const skus = Array.from({ length: 7 }, (_, at) => `LIST-${at}`);
    await Promise.all(skus.map((sku) => put(sku)));
    const seen: unknown[] = [];
    for (let cursor: unknown, pages = 0; pages === 0 || cursor; pages++) {
      const query = { limit: '3', ...(cursor ? { cursor: String(cursor) } : {}) };
      const { body } = await callHandler(listProducts, { query });
      seen.push(...(body.items as { sku: string }[]).map(({ sku }) => sku));
      cursor = body.nextCursor;
    }
    expect(seen).toEqual([...seen].sort());
    expect(seen).toEqual(expect.arrayContaining(skus));
    expect(new Set(seen).size).toBe(seen.length);
  });
});

describe('a changed safety stock', () => {
  beforeAll(async () => {
    for (const id of ['main', 'store']) await callHandler(putLocation, { params: { id }, body: aLocation() });
  });

  it('counts at once at every location, once for each', async () => {
    await put('SAFETY', { stockShards: 2 });
    await stockIn('SAFETY', 'main', 10);
    await stockIn('SAFETY', 'store', 4);
    await put('SAFETY', { stockShards: 2, safetyStock: 3 });
    const { stock } = await loadSku(test.table, 'SAFETY');
    expect(stock.map((row) => [row.locationId, row.shard, row.safety, row.available])).toEqual([
      ['main', 0, 3, 2],
      ['store', 0, 3, -1],
      ['main', 1, 0, 5],
      ['store', 1, 0, 2],
    ]);
    await put('SAFETY', { stockShards: 2 });
    expect((await loadSku(test.table, 'SAFETY')).stock.map(({ available }) => available)).toEqual([
      5, 2, 5, 2,
    ]);
  });

  it('misses no stock row that is opened between its reading and its writing', async () => {
    await put('BETWEEN');
    let isFirst = true;
    const table = watchedTable(test.table, async (command) => {
      if (command instanceof QueryCommand || !isFirst) return;
      isFirst = false;
      expect((await stockIn('BETWEEN', 'main', 10)).status).toBe(201);
    });
    const deps = { table, now: () => new Date(), random: Math.random };
    const saved = await saveProduct(deps, 'BETWEEN', aProduct({ safetyStock: 6 }), undefined);
    expect(saved).toMatchObject({ document: { version: 2 } });
    expect(isFirst).toBe(false);
    expect((await loadSku(test.table, 'BETWEEN')).stock).toMatchObject([{ safety: 6, available: 4 }]);
  });

  it('holds beside orders that reserve at the same time: nothing of it is promised', async () => {
    await put('RACE');
    await stockIn('RACE', 'main', 20);
    const reserve = () =>
      transact(
        test.table,
        stockWrites(
          [{ kind: 'reserve', sku: 'RACE', locationId: 'main', shard: 0, quantity: 1, document: 'ord_1' }],
          { at: new Date(), actor: 'tester', random: Math.random },
        ),
        Math.random,
      );
    const [outcomes, ...answers] = await Promise.all([
      Promise.all(Array.from({ length: 40 }, reserve)),
      put('RACE', { safetyStock: 5 }),
      put('RACE', { safetyStock: 8 }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const reserved = outcomes.filter(({ committed }) => committed).length;
    const { product, stock } = await loadSku(test.table, 'RACE');
    const safety = product?.safetyStock ?? 0;
    expect(stock).toEqual([
      expect.objectContaining({ onHand: 20, reserved, safety, available: 20 - reserved - safety }),
    ]);
    expect((await reserve()).committed).toBe(20 - reserved - safety > 0);
  });
});

describe('locations', () => {
  it('are created, replaced and read, and listed by id', async () => {
    const call = (active: boolean) =>
      callHandler(putLocation, { params: { id: 'zoo' }, body: aLocation({ active, cutOff: '16:30' }) });
    expect(await call(true)).toMatchObject({ status: 201, headers: { etag: '"1"' } });
    expect(await call(false)).toMatchObject({ status: 200, headers: { etag: '"2"' } });
    expect(await callHandler(getLocation, { params: { id: 'zoo' } })).toMatchObject({
      status: 200,
      body: { id: 'zoo', active: false, cutOff: '16:30', version: 2 },
    });
    const { items } = (await callHandler(listLocations)).body as { items: { id: string }[] };
    expect(items.map(({ id }) => id)).toEqual(['main', 'store', 'zoo']);
    expect((await callHandler(getLocation, { params: { id: 'nowhere' } })).status).toBe(404);
  });

  it('are known as inactive exactly while they are', async () => {
    const call = (id: string, active: boolean) =>
      callHandler(putLocation, { params: { id }, body: aLocation({ active }) });
    await Promise.all([call('x', false), call('y', false), call('z', true)]);
    expect([...(await loadInactiveLocations(test.table))].sort()).toEqual(['x', 'y', 'zoo']);
    await Promise.all([call('x', true), call('y', true), call('zoo', true), call('z', false)]);
    expect([...(await loadInactiveLocations(test.table))]).toEqual(['z']);
  });

  it('are changed by managers only', async () => {
    const call = { params: { id: 'main' }, body: aLocation() };
    expect((await callHandler(putLocation, { ...call, roles: ['warehouse'] })).status).toBe(403);
    expect((await callHandler(putLocation, { ...call, roles: ['sales_manager'] })).status).toBe(200);
  });
});
