import type { SkuStock } from '../../inventory/effects/load-stock-store.ts';
import { candidatesFor } from '../../sourcing/candidates.ts';
import { type ErrandFacts, errandOf } from '../../sourcing/errand.ts';
import type { Network } from '../../sourcing/place.ts';
import type { Takeable } from './choose-substitutes.ts';

/**
 * What the locations that may send an order have of each SKU, less what buyers before it wait for. By the same rules as
 * the plan itself: what a plan would refuse is not offered.
 */
export const takeableOf = (
  stock: ReadonlyMap<string, SkuStock>,
  network: Network,
  facts: ErrandFacts,
): Takeable => {
  const demand = [...stock.keys()].map((sku) => ({ lineId: '', sku, quantity: 1 }));
  const errand = errandOf(demand, stock, facts);
  const candidates = candidatesFor(errand, stock, network);
  return new Map(
    errand.goods.map(({ sku }, at) => [
      sku,
      candidates.reduce((sum, { available }) => sum + (available[at] ?? 0), 0),
    ]),
  );
};
