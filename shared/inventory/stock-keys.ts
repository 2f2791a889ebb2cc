import type { StockWork } from './stock-document.ts';

/**
 * A SKU's partition: what lies beside its stock, its movements, then its product and the first stock row of each location side by side, so that one query
 * reads what an order needs to know of a usual SKU: `PRODUCT` ≤ sk ≤ `STOCK#~`.
 */
export const skuPk = (sku: string): string => `SKU#${sku}`;
export const PRODUCT = 'PRODUCT';
export const STOCK = 'STOCK#';
export const MOVEMENT = 'MOVEMENT#';
/** Units that are awaited, one item per document; before the movements, so that no order's query reads them. */
export const COMING = 'COMING#';
/** Damaged units, one item per location; read together with what is coming. */
export const DAMAGED = 'DAMAGED#';
/** Sorts after every stock row. */
export const STOCK_END = `${STOCK}~`;

/**
 * Where a stock row stands. Row 0 is in the SKU's own partition and says that the location stocks it. Each further row of
 * a hot SKU has a partition of its own, because a partition takes 1,000 write units a second, however many rows it has.
 */
export const stockKey = ({ sku, locationId, shard }: { sku: string; locationId: string; shard: number }) => ({
  pk: shard === 0 ? skuPk(sku) : `${skuPk(sku)}#${shard}`,
  sk: `${STOCK}${locationId}#${shard}`,
});

/** The SKU of a partition: its own, or that of one of its further rows. No SKU has a `#`. */
export const skuOfPk = (pk: string): string => pk.split('#')[1] ?? '';

/** Whether a partition holds further rows of a hot SKU. */
export const isSpreadPk = (pk: string): boolean => pk.split('#').length > 2;
export const comingSk = (document: string): string => `${COMING}${document}`;
/** When a count was last booked, one item per location. */
export const countedSk = (locationId: string): string => `COUNTED#${locationId}`;
export const damagedSk = (locationId: string): string => `${DAMAGED}${locationId}`;
export const movementSk = (id: string): string => `${MOVEMENT}${id}`;

/** Work on stock that is under way; little enough at a time for one partition of the index. */
export const WORK_DUE = 'DUE#stock#0';
export const workIndexKeys = ({ kind, id }: StockWork, dueAt: string) => ({
  duePk: WORK_DUE,
  dueSk: `${dueAt}#${kind}#${id}`,
});

/** All SKUs that are, or were, spread over several rows: few, so that a sweep may look after each. */
export const SPREAD_SKUS = 'SPREAD_SKUS';

/** What a product's item says of its rows, and where the sweep finds it; nothing of a usual SKU. */
export const spreadIndexKeys = (sku: string, mostShards: number) =>
  mostShards > 1 ? { mostShards, duePk: SPREAD_SKUS, dueSk: sku } : {};
