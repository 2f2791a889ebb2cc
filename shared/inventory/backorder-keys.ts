import type { QueueEntry } from './backorder.ts';

export { PRODUCT, skuPk } from './stock-keys.ts';

/** Who waits for a SKU, first come first; behind the stock rows, so that no order's query reads them. */
export const WAITING = 'WAITING#';

export const waitingSk = ({ since, orderId }: Pick<QueueEntry, 'since' | 'orderId'>): string =>
  `${WAITING}${since}#${orderId}`;

/** Where the products stand for which somebody waits; few enough for one partition of the index. */
export const BACKORDERED_SKUS = 'BACKORDERED_SKUS';
