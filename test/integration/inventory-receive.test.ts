import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { handler as putProduct } from '../../functions/catalog/put-product.ts';
import { handler as getInventory } from '../../functions/inventory/get-inventory.ts';
import { handler as listMovements } from '../../functions/inventory/list-movements.ts';
import { handler as receiveStock } from '../../functions/inventory/receive-stock.ts';
import { handler as putLocation } from '../../functions/locations/put-location.ts';
import { loadSaleable, loadSku, loadSkus } from '../../shared/inventory/effects/load-stock-store.ts';
import { receiveStock as receive } from '../../shared/inventory/effects/receive-stock-store.ts';
import type { Deps } from '../../shared/runtime/deps.ts';
import { type IdempotencyKey, rememberAnswer } from '../../shared/runtime/idempotency.ts';
import type { Table } from '../../shared/runtime/table.ts';
import { aLocation, aProduct } from '../builders/a-product.ts';
import { callHandler } from '../harness/call-handler.ts';
import { openTestTable, type TestTable, useTestTable } from '../harness/dynamodb.ts';
import { ledgerOf } from '../harness/ledger.ts';
import { putProducts } from '../harness/put-products.ts';
import { useCursorSecret } from '../harness/secrets.ts';
import { watchedTable } from '../harness/watched-table.ts';

let test: TestTable;

beforeAll(async () => {
  useCursorSecret();
  test = await openTestTable();
  await useTestTable(test);
  await callHandler(putLocation, { params: { id: 'main' }, body: aLocation() });
}, 60_000);

afterAll(() => test?.close());

const product = (sku: string, change: Parameters<typeof aProduct>[0] = {}) =>
  callHandler(putProduct, { params: { sku }, body: aProduct(change) });

const send = (lines: unknown, headers: Record<string, string> = {}, locationId = 'main') =>
  callHandler(receiveStock, { headers, body: { locationId, lines, reference: 'DN-1' } });

const inventory = async (sku: string) => (await callHandler(getInventory, { params: { sku } })).body;

/** A table whose client dies at the given transaction, as a function does that is killed. */
const dyingAt = (fatal: number): Table => {
  let count = 0;
  return watchedTable(test.table, (command) => {
    if (command instanceof TransactWriteCommand && ++count >= fatal) throw new Error('killed');
  });
};

const deps = (table: Table): Deps => ({ table, now: () => new Date(), random: Math.random });

const nothing = { damaged: 0, incoming: 0, inTransit: 0 };

const LARGE = Array.from({ length: 120 }, (_, at) => ({ sku: `BULK-${at}`, quantity: at + 1 }));

describe('taking goods in', () => {
  it('makes stock and its ledger, and answers what came', async () => {
    await product('a/b c.1', { safetyStock: 3 });
    const lines = [
      { sku: 'a/b c.1', quantity: 4 },
      { sku: 'a/b c.1', quantity: 6, unitCost: { amount: 100, currency: 'CNY' } },
    ];
    const { status, body } = await send(lines);
    expect(status).toBe(201);
    expect(body).toMatchObject({ locationId: 'main', lines, reference: 'DN-1' });
    expect(await inventory('a%2Fb%20c.1')).toEqual({
      sku: 'a/b c.1',
      onHand: 10,
      reserved: 0,
      available: 7,
      safety: 3,
      backordered: 0,
      ...nothing,
      locations: [
        { locationId: 'main', onHand: 10, reserved: 0, available: 7, safety: 3, ...nothing, active: true },
      ],
      expected: [],
    });
    const movements = await callHandler(listMovements, { params: { sku: 'a/b c.1' } });
    expect(movements.body).toMatchObject({ items: [{ quantity: 10, cause: 'receipt', document: body.id }] });
  });

  it('spreads a hot product over its rows, and adds to them', async () => {
    await product('HOT', { stockShards: 4, safetyStock: 2 });
    await send([{ sku: 'HOT', quantity: 18 }]);
    await send([{ sku: 'HOT', quantity: 8 }]);
    const { stock } = await loadSku(test.table, 'HOT');
    expect(stock.map(({ shard, onHand, available }) => [shard, onHand, available])).toEqual([
      [0, 8, 6],
      [1, 6, 6],
      [2, 6, 6],
      [3, 6, 6],
    ]);
    expect(await ledgerOf(test.table, 'HOT')).toBe(26);
  });

  it('takes in a product of more rows than a transaction holds, with or without a key', async () => {
    await product('HOTTEST', { stockShards: 64, safetyStock: 7 });
    expect((await send([{ sku: 'HOTTEST', quantity: 647 }])).status).toBe(201);
    const key = { 'idempotency-key': 'hottest' };
    expect((await send([{ sku: 'HOTTEST', quantity: 640 }], key)).status).toBe(201);
    expect((await send([{ sku: 'HOTTEST', quantity: 640 }], key)).status).toBe(201);
    const { stock } = await loadSku(test.table, 'HOTTEST');
    expect(stock.map(({ available }) => available)).toEqual(Array(64).fill(20));
    expect(await ledgerOf(test.table, 'HOTTEST')).toBe(1287);
  });

  it('takes nothing in when one line is unknown', async () => {
    await product('KNOWN');
    const { status, body } = await send([
      { sku: 'KNOWN', quantity: 1 },
      { sku: 'UNKNOWN', quantity: 1 },
    ]);
    expect(status).toBe(422);
    expect(body).toMatchObject({ errors: [{ path: '/lines/1/sku', code: 'unknown_sku' }] });
    expect(await inventory('KNOWN')).toMatchObject({ onHand: 0, locations: [] });
    expect((await send([{ sku: 'KNOWN', quantity: 1 }], {}, 'nowhere')).body).toMatchObject({
      errors: [{ path: '/locationId', code: 'unknown_location' }],
    });
  });

  it('counts 20 calls with one key once, and answers all of them the same', async () => {
    await product('REPEATED');
    const key = { 'idempotency-key': 'receipt-1' };
    const calls = Array.from({ length: 20 }, () => send([{ sku: 'REPEATED', quantity: 5 }], key));
    const answers = await Promise.all(calls);
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await inventory('REPEATED')).toMatchObject({ onHand: 5 });
    expect((await send([{ sku: 'REPEATED', quantity: 6 }], key)).body.code).toBe('idempotency_key_reused');
  });

  it('opens rows right when many receipts and a change of the safety stock meet', async () => {
    await product('MET', { safetyStock: 1 });
    for (const id of ['p', 'q', 'r']) await callHandler(putLocation, { params: { id }, body: aLocation() });
    await Promise.all([
      ...['p', 'q', 'r', 'p', 'q', 'r'].map((id) => send([{ sku: 'MET', quantity: 10 }], {}, id)),
      product('MET', { safetyStock: 4 }),
    ]);
    const { stock, stockRows } = await loadSku(test.table, 'MET');
    expect(stockRows).toBe(3);
    expect(stock.map(({ safety, available }) => [safety, available])).toEqual(Array(3).fill([4, 16]));
  });

  it('leaves out of sale what lies at a closed location, from the moment it closes', async () => {
    await product('CLOSED');
    const params = { id: 'closing' };
    await callHandler(putLocation, { params, body: aLocation() });
    await send([{ sku: 'CLOSED', quantity: 5 }], {}, 'closing');
    const saleable = async () => (await loadSaleable(test.table, ['CLOSED'])).get('CLOSED')?.stock.length;
    expect(await saleable()).toBe(1);
    await callHandler(putLocation, { params, body: aLocation({ active: false }) });
    expect(await saleable()).toBe(0);
    expect(await inventory('CLOSED')).toMatchObject({ onHand: 5, available: 0 });
    await callHandler(putLocation, { params, body: aLocation() });
    expect(await saleable()).toBe(1);
  });

  it('takes a receipt of 1,000 lines whole, and each unit once when it is sent twice at once', async () => {
    const lines = Array.from({ length: 1000 }, (_, at) => ({ sku: `MANY-${at}`, quantity: 2 }));
    await putProducts(
      test.table,
      lines.map(({ sku }) => sku),
    );
    const key = { 'idempotency-key': 'a-thousand' };
    const answers = await Promise.all([send(lines, key), send(lines, key)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
    const stock = [
      ...(
        await loadSkus(
          test.table,
          lines.map(({ sku }) => sku),
        )
      ).values(),
    ];
    expect(stock.every((each) => each.stock.length === 1 && each.stock[0]?.onHand === 2)).toBe(true);
    const again = await send(lines, key);
    expect(again).toMatchObject({ status: 201, headers: { 'idempotent-replayed': 'true' } });
  }, 60_000);

  it.each([1, 2, 3, 4, 5, 6])(
    'finishes a large receipt whose function died at transaction %i',
    async (fatal) => {
      const lines = LARGE.map(({ sku, quantity }) => ({ sku: `${sku}-${fatal}`, quantity }));
      await putProducts(
        test.table,
        lines.map(({ sku }) => sku),
      );
      const idempotency: IdempotencyKey = {
        operation: 'receive-stock',
        scope: 'merchant',
        key: `died-${fatal}`,
        requestHash: 'same',
      };
      const request = {
        body: { locationId: 'main', lines },
        actor: { name: 'user:tester' },
        idempotency,
        remember: (answer: Parameters<typeof rememberAnswer>[1]) => [
          rememberAnswer(idempotency, answer, new Date()),
        ],
      };
      await expect(receive(request, deps(dyingAt(fatal)))).rejects.toThrow('killed');
      const answer = await receive(request, deps(test.table));
      expect(answer).toMatchObject({ status: 201, body: { lines } });
      // Once more, after it is complete: nothing is counted, and the handler will look the first answer up.
      expect(await receive(request, deps(test.table))).toMatchObject({ status: 409 });
      const counted = await loadSkus(
        test.table,
        lines.map(({ sku }) => sku),
      );
      expect(lines.map(({ sku }) => counted.get(sku)?.stock[0]?.onHand)).toEqual(
        lines.map(({ quantity }) => quantity),
      );
    },
  );
});

describe('the ledger of a product', () => {
  it('is read newest first, page by page', async () => {
    await product('LEDGER');
    for (const quantity of [1, 2, 3]) {
      await send([{ sku: 'LEDGER', quantity }]);
      // Movements of one millisecond have no order among them.
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    const page = (query: Record<string, string>) =>
      callHandler(listMovements, { params: { sku: 'LEDGER' }, query });
    const first = await page({ limit: '2' });
    expect(first.body).toMatchObject({ items: [{ quantity: 3 }, { quantity: 2 }] });
    const cursor = first.body.nextCursor as string;
    expect((await page({ limit: '2', cursor })).body).toMatchObject({ items: [{ quantity: 1 }] });
    expect((await page({ cursor: `${cursor}x` })).body).toMatchObject({ errors: [{ path: '/cursor' }] });
    const elsewhere = { params: { sku: 'HOT' }, query: { cursor } };
    expect((await callHandler(listMovements, elsewhere)).status).toBe(422);
    expect((await page({ limit: '101' })).body).toMatchObject({ errors: [{ path: '/limit' }] });
  });

  it('is not there for an unknown product', async () => {
    const params = { sku: 'NEVER' };
    expect((await callHandler(listMovements, { params })).status).toBe(404);
    expect((await callHandler(getInventory, { params })).status).toBe(404);
  });
});
