import type { InvoiceLine } from './read-invoices.ts';

const SHIPPING = new Set(['POST', 'DOT', 'C2']);
const DISCOUNT = new Set(['D']);
/** Bookkeeping of the shop: manual lines, samples, fees, bad debts, donations, tests. No catalogue knows them. */
const NO_GOODS = new Set(['M', 'B', 'S', 'BANK CHARGES', 'AMAZONFEE', 'CRUK', 'PADS']);

/** What a line is: goods, carriage, a reduction, or bookkeeping that is no part of an order. */
export type LineKind = 'goods' | 'shipping' | 'discount' | 'bookkeeping';

export const kindOf = ({ sku, name }: Pick<InvoiceLine, 'sku' | 'name'>): LineKind => {
  const code = sku.toUpperCase();
  if (SHIPPING.has(code) || /^(carriage|postage)$/i.test(name)) return 'shipping';
  if (DISCOUNT.has(code)) return 'discount';
  return NO_GOODS.has(code) || /^(ADJUST|TEST)/.test(code) ? 'bookkeeping' : 'goods';
};
