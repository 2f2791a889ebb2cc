import type { Product } from '../../catalog/product.ts';
import type { Preferences } from '../../customers/customer.ts';
import { frozenParts, whyNotSold } from '../bundle-parts.ts';
import type { AgreedSubstitutes } from '../order.ts';
import type { PricedItem } from '../price-order.ts';

/** What may be sent instead of a line: what was said with it, else what the customer always says. */
export const agreedOn = (
  said: 'none' | AgreedSubstitutes | undefined,
  preferences?: Preferences,
): { substitutes?: AgreedSubstitutes } => {
  const agreed = said ?? preferences?.substitutes ?? 'none';
  return agreed === 'none' ? {} : { substitutes: agreed };
};

/** The SKUs that may be sent instead of this line, the dearest first. */
export const agreedSkus = (
  { sku, substitutes }: Pick<PricedItem, 'sku' | 'substitutes'>,
  productOf: (sku: string) => Pick<Product, 'substitutes'> | undefined,
): readonly string[] => {
  const agreed = substitutes === 'any' ? (productOf(sku)?.substitutes ?? []) : (substitutes ?? []);
  return agreed.filter((each) => each !== sku);
};

/** Whether a product may be sent instead of something: it is sold, and out of stock rather than made for the order. */
export const mayBeSent = (
  product: Product | undefined,
  productOf: (sku: string) => Product | undefined,
): product is Product =>
  product !== undefined && product.madeToOrder === undefined && !whyNotSold(product, productOf);

/** The line with another product in its place. It costs what was wished for, or what it costs itself if that is less. */
export const standIn = (item: PricedItem, product: Product): PricedItem => {
  const { components: _, cataloguePrice: __, ...line } = item;
  const isDearer = product.price.amount > item.unitPrice.amount;
  return {
    ...line,
    sku: product.sku,
    name: product.name,
    ...frozenParts(product),
    unitPrice: isDearer ? item.unitPrice : product.price,
    ...(isDearer ? { cataloguePrice: product.price } : {}),
    substitutedFor: item.substitutedFor ?? item.sku,
  };
};
