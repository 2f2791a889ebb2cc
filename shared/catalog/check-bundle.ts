import { type FieldError, type Problem, problem, validationFailed } from '../kernel/problem.ts';
import type { Product } from './product.ts';

/** Bundles that one SKU may be part of: their names are one item of the table. */
export const MOST_BUNDLES = 1000;

type Wanted = Pick<Product, 'components' | 'safetyStock' | 'stockShards' | 'backorderLimit'>;

/** What a bundle is held against: its parts, and what its own SKU is so far. */
export type AroundBundle = {
  productOf: (sku: string) => Product | undefined;
  /** In how many bundles a part is. */
  usesOf: (sku: string) => number;
  /** The SKU lies, lay, or is awaited somewhere. */
  stocked: boolean;
  /** The bundles that the SKU itself is part of. */
  usedIn: readonly string[];
};

/**
 * Why a product cannot be the bundle that was asked for. Its parts are there and no bundles themselves: one level is
 * what people can keep in their heads, and what a warehouse picks. It has no stock of its own, so there is none to keep
 * back, spread or sell ahead; its parts say that. What was ever in stock stays what it was, because orders and the
 * ledger know it so. Undefined where nothing is in the way.
 */
export const whyNotBundle = (
  wanted: Wanted,
  before: Product | undefined,
  { productOf, usesOf, stocked, usedIn }: AroundBundle,
): Problem | undefined => {
  const { components } = wanted;
  if (!components) return undefined;
  const errors = [
    ...components.flatMap(({ sku }, at) => partErrors(productOf(sku), `/components/${at}/sku`)),
    ...ownStockErrors(wanted),
  ];
  if (errors.length > 0) return validationFailed(errors);
  const known = new Set(before?.components?.map(({ sku }) => sku));
  const full = components.find(({ sku }) => !known.has(sku) && usesOf(sku) >= MOST_BUNDLES);
  if (full)
    return problem(409, 'too_many_bundles', 'Part of too many bundles', {
      detail: `${full.sku} is part of ${usesOf(full.sku)} bundles already, at most ${MOST_BUNDLES}.`,
    });
  if (before?.components) return undefined;
  if (stocked)
    return problem(409, 'has_stock', 'It is in stock itself', {
      detail: `${before?.sku ?? 'It'} has stock, had some, or awaits some. Give the bundle a SKU of its own.`,
    });
  return usedIn.length === 0
    ? undefined
    : problem(409, 'part_of_bundle', 'It is part of a bundle', {
        detail: `${before?.sku ?? 'It'} is part of ${usedIn.slice(0, 5).join(', ')}; bundles do not contain bundles.`,
      });
};

const partErrors = (part: Product | undefined, path: string): FieldError[] => {
  if (!part) return [{ path, code: 'unknown_sku', message: 'is not in the catalogue' }];
  if (part.components) return [{ path, code: 'is_bundle', message: 'is a bundle itself' }];
  return part.madeToOrder ? [{ path, code: 'made_to_order', message: 'is made to order, not stocked' }] : [];
};

const ownStockErrors = ({ safetyStock, stockShards, backorderLimit = 0 }: Wanted): FieldError[] => {
  const ofItsParts = 'is for goods that are stocked; a bundle has the stock of its parts';
  return [
    ...(safetyStock > 0 ? ['/safetyStock'] : []),
    ...(stockShards > 1 ? ['/stockShards'] : []),
    ...(backorderLimit > 0 ? ['/backorderLimit'] : []),
  ].map((path) => ({ path, code: 'not_for_bundles', message: ofItsParts }));
};
