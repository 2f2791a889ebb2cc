/** All that is between us and the outside warehouses about one order stands in one partition. */
export const WAREHOUSE = 'WAREHOUSE#';
export const warehousePk = (orderId: string): string => `${WAREHOUSE}${orderId}`;
export const REQUEST = 'REQUEST#';
export const requestSk = (fulfilmentId: string): string => `${REQUEST}${fulfilmentId}`;
export const CONFIRMATION = 'CONFIRMATION#';
export const confirmationSk = (fulfilmentId: string, messageId: string): string =>
  `${CONFIRMATION}${fulfilmentId}#${messageId}`;

/** Confirmations by what became of them, by time; sorted in the index of what is due. */
export const confirmationsPk = (status: string): string => `WAREHOUSE_CONFIRMATIONS#${status}`;
