import type { Product } from '../../catalog/product.ts';
import type { Preferences } from '../../customers/customer.ts';
import type { Money } from '../../kernel/money.ts';
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

/** Whether a product may stand in for a line at all. */
export const mayStandIn = (product: Product | undefined, { currency }: Money): product is Product =>
  product?.active === true && product.price.currency === currency;

/** The line with another product in its place. It costs what was wished for, or what it costs itself if that is less. */
export const standIn = (item: PricedItem, product: Product): PricedItem => {
  const { components: _, cataloguePrice: __, ...line } = item;
  const isDearer = product.price.amount > item.unitPrice.amount;
  return {
    ...line,
    sku: product.sku,
    name: product.name,
    ...(product.components ? { components: product.components } : {}),
    unitPrice: isDearer ? item.unitPrice : product.price,
    ...(isDearer ? { cataloguePrice: product.price } : {}),
    substitutedFor: item.substitutedFor ?? item.sku,
  };
};
