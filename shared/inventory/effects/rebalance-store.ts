import { newId } from '../../kernel/ids.ts';
import type { Deps } from '../../runtime/deps.ts';
import { transact } from '../../runtime/transact.ts';
import { moveChanges, planMoves } from '../rebalance.ts';
import { loadSku } from './load-stock-store.ts';
import { stockWrites } from './stock-store.ts';

const ACTOR = 'system:rebalance';

/**
 * Evens out the rows of a hot SKU at each location. A move is one transaction that holds only while the row still has the
 * units; one that does not hold any more is left out, for whoever bought them has made the difference another one. Twice, or by
 * two at the same time, does no harm. Answers how many moves were made.
 */
export const rebalanceSku = async ({ table, now, random }: Deps, sku: string): Promise<number> => {
  const { product, stock } = await loadSku(table, sku);
  if (!product) return 0;
  let made = 0;
  for (const [locationId, rows] of Map.groupBy(stock, (row) => row.locationId)) {
    const document = newId('mov', now(), random);
    for (const move of planMoves(rows, product.stockShards)) {
      const changes = moveChanges(move, { sku, locationId, document });
      const outcome = await transact(
        table,
        stockWrites(changes, { at: now(), actor: ACTOR, random }),
        random,
      );
      if (outcome.committed) made += 1;
    }
  }
  return made;
};
