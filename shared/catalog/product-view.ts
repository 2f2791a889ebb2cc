import { type Actor, isStaff } from '../kernel/actor.ts';
import type { Product } from './product.ts';

/** The product as the API shows it to this caller: what it costs the merchant is not for shops and buyers. */
export const productView = (product: Product, actor: Actor): Product => {
  if (isStaff(actor)) return product;
  const { cost: _, ...shown } = product;
  return shown;
};
