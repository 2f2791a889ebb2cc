import type { Product } from '../catalog/product.ts';
import type { Preferences } from '../customers/customer.ts';
import { MAX_AMOUNT } from '../kernel/money.ts';
import { type FieldError, type Problem, validationFailed } from '../kernel/problem.ts';
import { frozenParts, tooManyParts, whyNotSold } from './bundle-parts.ts';
import { asGift, wrongGift } from './gifts/given-by-hand.ts';
import type { PlaceOrderCommand } from './place-order-schema.ts';
import type { PricedItem } from './price-order.ts';
import { agreedOn } from './substitutes/stand-in.ts';

/**
 * Holds the wished lines against the catalogue: every unknown or inactive product and every foreign currency is named,
 * field by field. A line without a price gets the catalogue's; one with another price keeps it, beside the catalogue's.
 * A line that says nothing of substitutes agrees to what the customer's preferences say.
 */
export const priceItems = (
  lines: PlaceOrderCommand['lines'],
  productOf: (sku: string) => Product | undefined,
  preferences?: Preferences,
): { items: PricedItem[]; currency: string } | Problem => {
  const errors: FieldError[] = [];
  const first = lines[0];
  const currency = first && (first.unitPrice ?? productOf(first.sku)?.price)?.currency;
  const isBought = (id: string): boolean => lines.some(({ gift }, at) => !gift && id === `lin_${at + 1}`);
  const items = lines.flatMap((line, at): PricedItem[] => {
    const product = productOf(line.sku);
    if (!product) {
      errors.push({ path: `/lines/${at}/sku`, code: 'unknown_sku', message: 'is not in the catalogue' });
      return [];
    }
    const unsold = whyNotSold(product, productOf);
    if (unsold) {
      errors.push({ path: `/lines/${at}/sku`, ...unsold });
      return [];
    }
    const unitPrice = line.unitPrice ?? product.price;
    if (currency !== undefined && unitPrice.currency !== currency)
      errors.push({
        path: line.unitPrice ? `/lines/${at}/unitPrice/currency` : `/lines/${at}/sku`,
        code: 'currency_mismatch',
        message: `is in ${unitPrice.currency}, the order in ${currency}`,
      });
    const differs =
      unitPrice.amount !== product.price.amount || unitPrice.currency !== product.price.currency;
    for (const wrong of wrongGift(line, isBought))
      errors.push({ ...wrong, path: `/lines/${at}/${wrong.path}` });
    const item: PricedItem = {
      id: `lin_${at + 1}`,
      sku: line.sku,
      name: product.name,
      quantity: line.quantity,
      ...frozenParts(product),
      unitPrice,
      ...(differs ? { cataloguePrice: product.price } : {}),
      ...(line.personalisation === undefined ? {} : { personalisation: line.personalisation }),
      ...agreedOn(line.substitutes, preferences),
    };
    return [line.gift ? asGift(item, product, line.gift) : item];
  });
  if (items.reduce((sum, { unitPrice, quantity }) => sum + unitPrice.amount * quantity, 0) > MAX_AMOUNT)
    errors.push({ path: '/lines', code: 'too_large', message: `cost more than ${MAX_AMOUNT} minor units` });
  errors.push(...tooManyParts(items));
  if (errors.length > 0 || currency === undefined) return validationFailed(errors);
  return { items, currency };
};
