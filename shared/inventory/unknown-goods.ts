import type { Product } from '../catalog/product.ts';
import { type FieldError, type Problem, validationFailed } from '../kernel/problem.ts';

/** What the catalogue knows of goods that are to be stocked. */
type Known = Pick<Product, 'components'> | undefined;

/** 422 that names what cannot be stocked: the location, the product, or both; undefined when all is well. */
export const unknownGoods = (known: { location: boolean; product: Known }): Problem | undefined => {
  const wrong = whyNotStocked(known.product, '/sku');
  const errors: FieldError[] = [
    ...(known.location ? [] : [unknownLocation('/locationId')]),
    ...(wrong ? [wrong] : []),
  ];
  return errors.length > 0 ? validationFailed(errors) : undefined;
};

/** Why goods are not received, counted, moved or corrected: nobody knows them, or they are a bundle, which has only the stock of its parts. */
export const whyNotStocked = (product: Known, path: string): FieldError | undefined => {
  if (!product) return { path, code: 'unknown_sku', message: 'is not in the catalogue' };
  return product.components
    ? { path, code: 'bundle_sku', message: 'is a bundle: its parts are stocked, not itself' }
    : undefined;
};

export const unknownLocation = (path: string): FieldError => ({
  path,
  code: 'unknown_location',
  message: 'is not a location',
});

/** The lines whose SKU is not stocked, and those that say a SKU again. */
export const wrongLines = (
  lines: readonly { sku: string }[],
  productOf: (sku: string) => Known,
): FieldError[] =>
  lines.flatMap(({ sku }, at): FieldError[] => {
    const path = `/lines/${at}/sku`;
    const wrong = whyNotStocked(productOf(sku), path);
    if (wrong) return [wrong];
    const isRepeated = lines.findIndex((line) => line.sku === sku) < at;
    return isRepeated ? [{ path, code: 'duplicate_sku', message: 'stands in an earlier line' }] : [];
  });
