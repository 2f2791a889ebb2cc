import { type FieldError, type Problem, validationFailed } from '../kernel/problem.ts';
import type { SkuStock } from './effects/load-stock-store.ts';
import type { Receipt, ReceiptLine } from './receipt.ts';
import { type Arrival, spreadOverShards } from './spread-over-shards.ts';
import type { StockChange } from './stock.ts';
import { unknownLocation, whyNotStocked } from './unknown-goods.ts';

/** Receives known goods only, and no bundles; every other SKU is named, line by line. */
export const checkReceipt = (
  lines: readonly ReceiptLine[],
  locationIsKnown: boolean,
  skus: ReadonlyMap<string, SkuStock>,
): Problem | undefined => {
  const errors: FieldError[] = lines.flatMap(
    ({ sku }, at) => whyNotStocked(skus.get(sku)?.product, `/lines/${at}/sku`) ?? [],
  );
  if (!locationIsKnown) errors.unshift(unknownLocation('/locationId'));
  return errors.length > 0 ? validationFailed(errors) : undefined;
};

/** What arrives at which stock rows: lines of one SKU are summed, each SKU is spread over its rows. */
export const arrivalsOf = (
  { lines, locationId }: Pick<Receipt, 'lines' | 'locationId'>,
  skus: ReadonlyMap<string, SkuStock>,
): Arrival[] =>
  [...Map.groupBy(lines, ({ sku }) => sku)].flatMap(([sku, same]) => {
    const quantity = same.reduce((sum, line) => sum + line.quantity, 0);
    const { product, stock = [] } = skus.get(sku) ?? {};
    const shape = { sku, shards: product?.stockShards ?? 1, safety: product?.safetyStock ?? 0 };
    return spreadOverShards(
      quantity,
      shape,
      stock.filter((row) => row.locationId === locationId),
    );
  });

/** The stock changes of arrivals; a row 0 that is not there yet is opened with the product's safety stock. */
export const arrivalChanges = (
  arrivals: readonly Arrival[],
  { id, locationId }: Pick<Receipt, 'id' | 'locationId'>,
  skus: ReadonlyMap<string, SkuStock>,
): StockChange[] =>
  arrivals.map((arrival) => {
    const { product, stock = [] } = skus.get(arrival.sku) ?? {};
    const isThere = stock.some((row) => row.locationId === locationId && row.shard === arrival.shard);
    const opens = arrival.shard === 0 && !isThere;
    return {
      kind: 'receive',
      ...arrival,
      locationId,
      document: id,
      ...(opens ? { opensWithSafety: product?.safetyStock ?? 0 } : {}),
    };
  });
