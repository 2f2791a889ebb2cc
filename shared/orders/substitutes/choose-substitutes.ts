import type { Product } from '../../catalog/product.ts';
import { needsOf, partsOf } from '../needs-of.ts';
import type { PricedItem } from '../price-order.ts';
import { agreedSkus, mayBeSent } from './stand-in.ts';

/** Units of each SKU that are there for these lines to take. */
export type Takeable = ReadonlyMap<string, number>;

type ProductOf = (sku: string) => Product | undefined;

type Need = { sku: string; quantity: number };

const fits = (needs: readonly Need[], left: Takeable): boolean =>
  needs.every(({ sku, quantity }) => (left.get(sku) ?? 0) >= quantity);

const take = (needs: readonly Need[], left: Map<string, number>): void => {
  for (const { sku, quantity } of needs) left.set(sku, (left.get(sku) ?? 0) - quantity);
};

/** What so many units of a product take from stock. */
const needsOfProduct = (product: Product, quantity: number): Need[] =>
  partsOf(product).map((part) => ({ sku: part.sku, quantity: part.quantity * quantity }));

/**
 * Which lines are sent as another product, by their ids. A line is replaced only where it is short, only as a whole, and
 * only by what was agreed: the first that is sold, in the same currency, and there in full. Lines for which nothing
 * was agreed take what is there first; nobody's own goods are given away as a substitute for another line's.
 */
export const chooseSubstitutes = (
  items: readonly PricedItem[],
  takeable: Takeable,
  productOf: ProductOf,
): Map<string, Product> => {
  const left = new Map(takeable);
  const isAgreed = ({ substitutes }: PricedItem): boolean => substitutes !== undefined;
  const inTurn = [...items.filter((item) => !isAgreed(item)), ...items.filter(isAgreed)];
  const short = inTurn.filter((item) => {
    const needs = needsOf(item);
    if (!fits(needs, left)) return true;
    take(needs, left);
    return false;
  });
  const chosen = new Map<string, Product>();
  for (const item of short)
    for (const sku of agreedSkus(item, productOf)) {
      const product = productOf(sku);
      if (!mayBeSent(product, productOf) || product.price.currency !== item.unitPrice.currency) continue;
      const needs = needsOfProduct(product, item.quantity);
      if (!fits(needs, left)) continue;
      take(needs, left);
      chosen.set(item.id, product);
      break;
    }
  return chosen;
};

/** Which of these products are sold and there in such a quantity, beside what the lines take themselves. */
export const standingBy = (
  skus: readonly string[],
  quantity: number,
  { items, takeable, productOf }: { items: readonly PricedItem[]; takeable: Takeable; productOf: ProductOf },
): string[] => {
  const left = new Map(takeable);
  for (const item of items) take(needsOf(item), left);
  return skus.filter((sku) => {
    const product = productOf(sku);
    return mayBeSent(product, productOf) && fits(needsOfProduct(product, quantity), left);
  });
};
