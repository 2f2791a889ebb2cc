/**
 * Habits stand where what they are about is read anyway: a SKU's between its product and its stock rows (`PRODUCT` ≤ sk ≤
 * `STOCK#~`), a customer's beside the customer.
 */
export const SALES = 'SALES';

export const salesKey = (sku: string) => ({ pk: `SKU#${sku}`, sk: SALES });

export const purchasesKey = (customerId: string) => ({ pk: `CUSTOMER#${customerId}`, sk: 'PURCHASES' });
