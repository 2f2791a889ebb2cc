import { handler as putProduct } from '../../functions/catalog/put-product.ts';
import { handler as getInventory } from '../../functions/inventory/get-inventory.ts';
import { handler as receiveStock } from '../../functions/inventory/receive-stock.ts';
import { handler as putLocation } from '../../functions/locations/put-location.ts';
import { verifyTable } from '../../scripts/verify/verify-table.ts';
import { stockWrites } from '../../shared/inventory/effects/stock-store.ts';
import type { StockChange } from '../../shared/inventory/stock.ts';
import type { Deps } from '../../shared/runtime/deps.ts';
import type { Table } from '../../shared/runtime/table.ts';
import { transact } from '../../shared/runtime/transact.ts';
import { aLocation, aProduct } from '../builders/a-product.ts';
import { callHandler } from './call-handler.ts';
import { openTestTable, useTestTable } from './dynamodb.ts';
import { useCursorSecret } from './secrets.ts';

/** Locations `main` and `store`, in a table of their own, with what tests do in them. */
export const openStockRoom = async () => {
  useCursorSecret();
  const test = await openTestTable();
  await useTestTable(test);
  for (const id of ['main', 'store']) await callHandler(putLocation, { params: { id }, body: aLocation() });

  const product = (sku: string, change: Parameters<typeof aProduct>[0] = {}) =>
    callHandler(putProduct, { params: { sku }, body: aProduct(change) });
  const receive = async (sku: string, quantity: number, more: Record<string, unknown> = {}) => {
    const body = { locationId: 'main', lines: [{ sku, quantity }], ...more };
    const answer = await callHandler(receiveStock, { body });
    expect(answer.status).toBe(201);
    return answer.body;
  };
  /** A product with units of it in `main`. */
  const stocked = async (sku: string, quantity: number, change: Parameters<typeof aProduct>[0] = {}) => {
    await product(sku, change);
    await receive(sku, quantity);
  };
  const change = async (of: Pick<StockChange, 'kind' | 'sku' | 'quantity'> & Partial<StockChange>) =>
    (
      await transact(
        test.table,
        stockWrites([{ locationId: 'main', shard: 0, document: 'ord_1', ...of }], {
          at: new Date(),
          actor: 'tester',
          random: Math.random,
        }),
        Math.random,
      )
    ).committed;
  return {
    ...test,
    product,
    receive,
    stocked,
    inventory: async (sku: string) => (await callHandler(getInventory, { params: { sku } })).body,
    /** Promises units to an order; whether there were as many. */
    reserve: (sku: string, quantity = 1, shard = 0) => change({ kind: 'reserve', sku, quantity, shard }),
    /** Sends promised units to a buyer. */
    issue: (sku: string, quantity = 1, shard = 0) => change({ kind: 'issue', sku, quantity, shard }),
    /** Promises and sends, as a sale does in the end. */
    sell: async (sku: string, quantity = 1): Promise<boolean> =>
      (await change({ kind: 'reserve', sku, quantity })) && change({ kind: 'issue', sku, quantity }),
    deps: (table: Table = test.table): Deps => ({ table, now: () => new Date(), random: Math.random }),
    /** What the proof of the whole table finds wrong; reservations without their orders do not count. */
    change,
    wrong: async (): Promise<string[]> =>
      (await verifyTable(test.table)).differences
        .map(({ key, what }) => `${key}: ${what}`)
        .filter((said) => !/reserved is \d+, its reservations hold 0/.test(said)),
  };
};

export type StockRoom = Awaited<ReturnType<typeof openStockRoom>>;
