import type { Product } from '../catalog/product.ts';
import type { PricedItem } from './price-order.ts';

/** As many as a message names. */
const NAMED = 20;

/** What a buyer is to hear of their goods by name: what is sent instead of something, and what is given to them. */
export type ToldGoods = {
  instead?: readonly { name: string; quantity: number; wished: string }[];
  gifts?: readonly { name: string; quantity: number }[];
};

/** What of these lines a message to the buyer names; nothing where they are what was ordered. */
export const toldGoods = (
  lines: readonly PricedItem[],
  productOf: (sku: string) => Pick<Product, 'name'> | undefined,
): ToldGoods => {
  const instead = lines.flatMap(({ name, quantity, substitutedFor }) =>
    substitutedFor === undefined
      ? []
      : [{ name, quantity, wished: productOf(substitutedFor)?.name ?? substitutedFor }],
  );
  const gifts = lines.flatMap(({ name, quantity, gift }) => (gift ? [{ name, quantity }] : []));
  return {
    ...(instead.length > 0 ? { instead: instead.slice(0, NAMED) } : {}),
    ...(gifts.length > 0 ? { gifts: gifts.slice(0, NAMED) } : {}),
  };
};
