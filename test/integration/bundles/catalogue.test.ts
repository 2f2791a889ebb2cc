import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { handler as putProduct } from '../../../functions/catalog/put-product.ts';
import { handler as adjustStock } from '../../../functions/inventory/adjust-stock.ts';
import { handler as getInventory } from '../../../functions/inventory/get-inventory.ts';
import { handler as receiveStock } from '../../../functions/inventory/receive-stock.ts';
import { handler as putLocation } from '../../../functions/locations/put-location.ts';
import { handler as createTransfer } from '../../../functions/stock-documents/create-transfer.ts';
import { handler as expectArrival } from '../../../functions/stock-documents/expect-arrival.ts';
import { handler as openCount } from '../../../functions/stock-documents/open-count.ts';
import { BUNDLES, bundlesWith } from '../../../shared/catalog/effects/bundle-store.ts';
import { aLocation, aProduct } from '../../builders/a-product.ts';
import { callHandler } from '../../harness/call-handler.ts';
import { openTestTable, type TestTable, useTestTable } from '../../harness/dynamodb.ts';
import { wrongWith } from './bundle-room.ts';

let test: TestTable;

beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
  for (const id of ['main', 'north']) await callHandler(putLocation, { params: { id }, body: aLocation() });
}, 60_000);

afterAll(() => test?.close());

const put = (sku: string, change: Record<string, unknown> = {}) =>
  callHandler(putProduct, { params: { sku }, body: { ...aProduct(), ...change } });
const stockIn = (sku: string, locationId: string, quantity: number) =>
  callHandler(receiveStock, { body: { locationId, lines: [{ sku, quantity }] } });
const parts = (...skus: string[]) => ({ components: skus.map((sku) => ({ sku, quantity: 2 })) });

describe('a bundle in the catalogue', () => {
  it('is made of products that are there, and of no bundles', async () => {
    await put('TEA-CUP');
    await put('TEA-SET', parts('TEA-CUP'));
    const refused = await put('TEA-TABLE', parts('TEA-CUP', 'TEA-SET', 'TEA-GHOST', 'TEA-TABLE'));
    expect(refused).toMatchObject({
      status: 422,
      body: { errors: [{ path: '/components/3/sku', code: 'self_reference' }] },
    });
    expect(await put('TEA-TABLE', parts('TEA-CUP', 'TEA-SET', 'TEA-GHOST'))).toMatchObject({
      status: 422,
      body: {
        errors: [
          { path: '/components/1/sku', code: 'is_bundle' },
          { path: '/components/2/sku', code: 'unknown_sku' },
        ],
      },
    });
  });

  it('has no stock of its own to keep back, spread or sell ahead', async () => {
    await put('OWN-CUP');
    const own = { safetyStock: 1, stockShards: 2, backorderLimit: 3 };
    expect(await put('OWN-SET', { ...parts('OWN-CUP'), ...own })).toMatchObject({
      status: 422,
      body: {
        errors: ['/safetyStock', '/stockShards', '/backorderLimit'].map((path) => ({
          path,
          code: 'not_for_bundles',
        })),
      },
    });
  });

  it('is nothing that is, was or will be in stock, and no part of another bundle', async () => {
    for (const sku of ['BE-CUP', 'BE-STOCKED', 'BE-AWAITED', 'BE-PART']) await put(sku);
    await put('BE-SET', parts('BE-PART'));
    await stockIn('BE-STOCKED', 'main', 1);
    const lines = [{ sku: 'BE-AWAITED', quantity: 5 }];
    const expectedAt = new Date(Date.now() + 86_400_000).toISOString();
    await callHandler(expectArrival, { body: { locationId: 'main', expectedAt, lines } });
    for (const sku of ['BE-STOCKED', 'BE-AWAITED'])
      expect(await put(sku, parts('BE-CUP'))).toMatchObject({ status: 409, body: { code: 'has_stock' } });
    expect(await put('BE-PART', parts('BE-CUP'))).toMatchObject({
      status: 409,
      body: { code: 'part_of_bundle' },
    });
  });

  it('is received, counted, moved, corrected and awaited nowhere', async () => {
    await put('NO-CUP');
    await put('NO-SET', parts('NO-CUP'));
    const lines = [{ sku: 'NO-SET', quantity: 1 }];
    const refusals = [
      await callHandler(receiveStock, { body: { locationId: 'main', lines } }),
      await callHandler(adjustStock, {
        body: { locationId: 'main', sku: 'NO-SET', delta: 1, reason: 'found' },
      }),
      await callHandler(createTransfer, {
        body: { fromLocationId: 'main', toLocationId: 'north', lines },
      }),
      await callHandler(openCount, { body: { locationId: 'main', skus: ['NO-SET'] } }),
      await callHandler(expectArrival, {
        body: { locationId: 'main', expectedAt: '2030-01-01T00:00:00Z', lines },
      }),
    ];
    for (const refused of refusals)
      expect(refused).toMatchObject({ status: 422, body: { errors: [{ code: 'bundle_sku' }] } });
  });

  it('never becomes one while it is received, however close the two come', async () => {
    await put('RACE-CUP');
    for (let round = 0; round < 5; round++) {
      const sku = `RACE-${round}`;
      await put(sku);
      const [bundle, receipt] = await Promise.all([put(sku, parts('RACE-CUP')), stockIn(sku, 'main', 1)]);
      expect([bundle.status, receipt.status].sort()).toEqual(bundle.status === 200 ? [200, 422] : [201, 409]);
    }
  });

  it('never contains a bundle, however close the two are put', async () => {
    await put('CLOSE-CUP');
    for (let round = 0; round < 5; round++) {
      const [inner, outer] = [`CLOSE-INNER-${round}`, `CLOSE-OUTER-${round}`];
      await put(inner);
      const both = await Promise.all([put(inner, parts('CLOSE-CUP')), put(outer, parts(inner))]);
      expect(both.filter(({ status }) => status < 300)).toHaveLength(1);
    }
  });

  it('is known to its parts as long as they are its parts', async () => {
    for (const sku of ['KNOW-A', 'KNOW-B']) await put(sku);
    await put('KNOW-1', parts('KNOW-A'));
    await put('KNOW-2', parts('KNOW-A', 'KNOW-B'));
    expect(await bundlesWith(test.table, ['KNOW-A', 'KNOW-1'])).toEqual(['KNOW-1', 'KNOW-2']);
    await put('KNOW-1', parts('KNOW-B'));
    expect(await bundlesWith(test.table, ['KNOW-A'])).toEqual(['KNOW-2']);
    await put('KNOW-2', {});
    expect(await bundlesWith(test.table, ['KNOW-A'])).toEqual([]);
    expect(await bundlesWith(test.table, ['KNOW-B'])).toEqual(['KNOW-1']);
    expect((await put('KNOW-A', parts('KNOW-B'))).status).toBe(200);
  });

  it('is proved to be known to its parts', async () => {
    for (const sku of ['PROOF-CUP', 'PROOF-POT']) await put(sku);
    await put('PROOF-SET', parts('PROOF-CUP', 'PROOF-POT'));
    const { client, name: TableName } = test.table;
    expect(await wrongWith(test)).toEqual([]);
    const use = (sku: string) => ({ pk: `SKU#${sku}`, sk: BUNDLES });
    await client.send(new DeleteCommand({ TableName, Key: use('PROOF-CUP') }));
    await client.send(
      new PutCommand({
        TableName,
        Item: { ...use('PROOF-POT'), sku: 'PROOF-POT', bundles: new Set(['PROOF-CUP']) },
      }),
    );
    expect(JSON.stringify(await wrongWith(test))).toMatch(/contains PROOF-CUP, which does not know it/);
    expect(JSON.stringify(await wrongWith(test))).toMatch(/said to be part of PROOF-CUP/);
    // Put right again for the tests that follow.
    for (const sku of ['PROOF-CUP', 'PROOF-POT'])
      await client.send(
        new PutCommand({ TableName, Item: { ...use(sku), sku, bundles: new Set(['PROOF-SET']) } }),
      );
    expect(await wrongWith(test)).toEqual([]);
  });

  it('is in stock as far as its parts make it', async () => {
    for (const sku of ['SHOW-CUP', 'SHOW-POT']) await put(sku);
    await put('SHOW-SET', {
      components: [
        { sku: 'SHOW-CUP', quantity: 2 },
        { sku: 'SHOW-POT', quantity: 1 },
      ],
    });
    await stockIn('SHOW-CUP', 'main', 5);
    await stockIn('SHOW-CUP', 'north', 1);
    await stockIn('SHOW-POT', 'main', 9);
    const { status, body } = await callHandler(getInventory, { params: { sku: 'SHOW-SET' } });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      onHand: 0,
      available: 3,
      locations: [
        { locationId: 'main', available: 2 },
        { locationId: 'north', available: 0 },
      ],
      components: [
        { sku: 'SHOW-CUP', quantity: 2, available: 6 },
        { sku: 'SHOW-POT', quantity: 1, available: 9 },
      ],
    });
  });
});
