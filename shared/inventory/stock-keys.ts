import type { StockWork } from './stock-document.ts';

/**
 * A SKU's partition: what lies beside its stock, its movements, then its product and stock rows side by side, so that one query reads what an order
 * needs to know of a SKU: `PRODUCT` ≤ sk ≤ `STOCK#~`.
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
export const stockSk = (locationId: string, shard: number): string => `${STOCK}${locationId}#${shard}`;
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
