import type { Component, MadeToOrder, Product } from '../catalog/product.ts';
import type { FieldError } from '../kernel/problem.ts';
import { type NeedingLine, partsOf } from './needs-of.ts';

type ProductOf = (sku: string) => Product | undefined;

/**
 * What a bundle is made of today, or in how many days goods are made to order, to be kept with the line: what happens to
 * the catalogue later changes no order. Nothing for goods that are stocked themselves.
 */
export const frozenParts = ({
  components,
  madeToOrder,
}: Pick<Product, 'components' | 'madeToOrder'>): { components?: Component[]; madeToOrder?: MadeToOrder } => ({
  ...(components?.length ? { components: components.map(({ sku, quantity }) => ({ sku, quantity })) } : {}),
  ...(madeToOrder ? { madeToOrder } : {}),
});

/** The products that lie in a parcel for some lines: of a bundle its parts. What is not known of them is left out. */
export const goodsOf = <T>(lines: readonly NeedingLine[], productOf: (sku: string) => T | undefined): T[] =>
  lines.flatMap(partsOf).flatMap(({ sku }) => productOf(sku) ?? []);

/** Why a product is not sold: it is not active, or as a bundle one of its parts is not; undefined where it is. */
export const whyNotSold = (
  product: Pick<Product, 'active' | 'components'>,
  productOf: ProductOf,
): Pick<FieldError, 'code' | 'message'> | undefined => {
  if (!product.active) return { code: 'inactive_sku', message: 'is not sold at present' };
  const missing = product.components?.find(({ sku }) => !productOf(sku)?.active);
  return (
    missing && {
      code: 'inactive_sku',
      message: `is not sold at present, because its part ${missing.sku} is not`,
    }
  );
};

/**
 * Lines and parts of bundles that an order has at most in all: a warehouse gets one line for each, and its list is one
 * item of the table.
 */
export const MAX_PARTS = 1000;

/** The 422 of an order that takes more from stock than one order can. */
export const tooManyParts = (lines: readonly NeedingLine[]): FieldError[] => {
  const parts = lines.reduce((sum, line) => sum + partsOf(line).length, 0);
  return parts > MAX_PARTS
    ? [
        {
          path: '/lines',
          code: 'too_many_parts',
          message: `take ${parts} kinds of goods from stock, bundles counted by their parts; at most ${MAX_PARTS}`,
        },
      ]
    : [];
};
