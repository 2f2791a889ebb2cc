import { type FieldError, type Problem, validationFailed } from '../kernel/problem.ts';
import type { Product } from './product.ts';
import type { PutProduct } from './product-schema.ts';

/**
 * The product that a `PUT` asks for, one version above the one before. A bundle must not contain itself, nor be made to
 * order, and nothing stands in for itself; what its components are is held against the catalogue beside (`check-bundle.ts`).
 */
export const putProduct = (
  before: Product | undefined,
  sku: string,
  wanted: PutProduct,
): Product | Problem => {
  const errors = [
    ...selfReferences(sku, wanted.components ?? [], (at) => `/components/${at}/sku`),
    ...selfReferences(
      sku,
      wanted.substitutes.map((each) => ({ sku: each })),
      (at) => `/substitutes/${at}`,
    ),
  ];
  if (wanted.madeToOrder && wanted.components)
    errors.push({
      path: '/madeToOrder',
      code: 'made_of_components',
      message: 'is for goods that are made as a whole; a bundle is put together from stock',
    });
  if (errors.length > 0) return validationFailed(errors);
  return { ...wanted, sku, version: (before?.version ?? 0) + 1 };
};

const selfReferences = (
  sku: string,
  named: readonly { sku: string }[],
  pathOf: (at: number) => string,
): FieldError[] =>
  named.flatMap((each, at) =>
    each.sku === sku ? [{ path: pathOf(at), code: 'self_reference', message: 'is the product itself' }] : [],
  );
