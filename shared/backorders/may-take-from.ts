import type { SkuStock } from '../inventory/effects/load-stock-store.ts';
import { candidatesFor } from '../sourcing/candidates.ts';
import { type ErrandFacts, errandOf } from '../sourcing/errand.ts';
import type { Network } from '../sourcing/place.ts';

/**
 * The locations from which an order may take a SKU, whether they have any of it now or not: not excluded, able to handle
 * it, able to send it there.
 */
export const mayTakeFrom = (
  sku: string,
  { product, stock }: SkuStock,
  network: Network,
  facts: ErrandFacts,
): ReadonlySet<string> => {
  const ids = new Set([...network.places.keys(), ...stock.map(({ locationId }) => locationId)]);
  const supposed = [...ids].map((locationId) => ({
    sku,
    locationId,
    shard: 0,
    onHand: 1,
    reserved: 0,
    safety: 0,
    available: 1,
  }));
  const known = new Map([[sku, { ...(product ? { product } : {}), stock: supposed }]]);
  const errand = errandOf([{ lineId: '', sku, quantity: 1 }], known, facts);
  return new Set(
    candidatesFor(errand, known, network).flatMap(({ locationId, available }) =>
      available[0] ? [locationId] : [],
    ),
  );
};
