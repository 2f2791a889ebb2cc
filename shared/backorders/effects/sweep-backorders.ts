import { backorderedSkus, queueOf, unlistWrite } from '../../inventory/effects/backorder-store.ts';
import { PRODUCT, skuPk } from '../../inventory/stock-keys.ts';
import type { Deps } from '../../runtime/deps.ts';
import { readItems } from '../../runtime/read-items.ts';
import type { SweepResult } from '../../runtime/schedule-handler.ts';
import { transact } from '../../runtime/transact.ts';
import { sendBackorderWork } from './backorder-queue.ts';

/** Left to answer and to log; what is not looked at by then, the next run finds again. */
const RESERVE_MS = 5_000;

/**
 * The net under the stream: has every queue served that somebody waits in, should a message have been lost, and takes
 * products off the list for which nobody waits any more.
 */
export const sweepBackorders = async (
  asOf: string,
  { table, random }: Deps,
  remainingMs: () => number,
): Promise<SweepResult> => {
  let found = 0;
  for await (const skus of backorderedSkus(table)) {
    if (remainingMs() < RESERVE_MS) return { asOf, found, unfinished: true };
    const products = await readItems(
      table,
      skus.map((sku) => ({ pk: skuPk(sku), sk: PRODUCT })),
      { ConsistentRead: true },
    );
    const isWaited = (item: Record<string, unknown>): boolean => queueOf(item).backordered > 0;
    const waited = products.filter(isWaited).map(({ sku }) => String(sku));
    await sendBackorderWork(waited.map((sku) => ({ kind: 'fill', sku })));
    for (const item of products)
      if (!isWaited(item)) await transact(table, [unlistWrite(String(item.sku))], random);
    found += waited.length;
  }
  return { asOf, found };
};
