import type { StockRow } from './stock.ts';

/** Units that arrive at one stock row. */
export type Arrival = { sku: string; shard: number; quantity: number };

/**
 * Spreads arriving units of a SKU evenly over its stock rows at a location. The safety stock stands on row 0 alone, so
 * that row is filled up to it first; otherwise the others would promise what is to be kept.
 */
export const spreadOverShards = (
  quantity: number,
  { sku, shards, safety }: { sku: string; shards: number; safety: number },
  rows: readonly StockRow[],
): Arrival[] => {
  const available = rows.find(({ shard }) => shard === 0)?.available ?? -safety;
  const first = Math.min(quantity, Math.max(0, -available));
  const rest = quantity - first;
  return Array.from({ length: shards }, (_, shard) => ({
    sku,
    shard,
    quantity: Math.floor(rest / shards) + (shard < rest % shards ? 1 : 0) + (shard === 0 ? first : 0),
  })).filter((arrival) => arrival.quantity > 0);
};
