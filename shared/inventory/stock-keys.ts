/**
 * A SKU's partition: its movements, then its product and stock rows side by side, so that one query reads what an order
 * needs to know of a SKU: `PRODUCT` ≤ sk ≤ `STOCK#~`.
 */
export const skuPk = (sku: string): string => `SKU#${sku}`;
export const PRODUCT = 'PRODUCT';
export const STOCK = 'STOCK#';
export const MOVEMENT = 'MOVEMENT#';
/** Sorts after every stock row. */
export const STOCK_END = `${STOCK}~`;
export const stockSk = (locationId: string, shard: number): string => `${STOCK}${locationId}#${shard}`;
export const movementSk = (id: string): string => `${MOVEMENT}${id}`;
