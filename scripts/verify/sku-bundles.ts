import { BUNDLES, type BundleUse } from '../../shared/catalog/effects/bundle-store.ts';
import type { Product } from '../../shared/catalog/product.ts';
import { PRODUCT, skuPk } from '../../shared/inventory/stock-keys.ts';
import { difference, type Finding, type Item, type Reference } from './report.ts';

const LOOK = 'bundle-store.ts: who wrote the one without the other';

/**
 * Proves what a SKU has to do with bundles: a bundle has no stock and is part of none, its parts know that they are its
 * parts, and what a part knows of is a bundle that has it.
 */
export const skuBundles = () => {
  let product: Product | undefined;
  let use: BundleUse | undefined;
  return {
    note: (item: Item): void => {
      if (item.sk === PRODUCT) product = item as unknown as Product;
      if (item.sk === BUNDLES) use = item as unknown as BundleUse;
    },
    end: (stockRows: number): { findings: Finding[]; references: Reference[] } => {
      const sku = product?.sku ?? use?.sku ?? '';
      const key = `${skuPk(sku)} ${BUNDLES}`;
      const wrong = (what: string): Finding => difference(key, what, LOOK);
      const components = product?.components ?? [];
      const usedIn = [...(use?.bundles ?? [])];
      return {
        findings: [
          ...(components.length > 0 === (use?.isBundle === true)
            ? []
            : [wrong(`is ${use?.isBundle ? '' : 'not '}marked as a bundle, its product says otherwise`)]),
          ...(components.length > 0 && stockRows > 0 ? [wrong('is a bundle and has stock of its own')] : []),
          ...(components.length > 0 && usedIn.length > 0 ? [wrong('is a bundle and part of another')] : []),
        ],
        references: [
          ...components.map(
            (part): Reference => ({
              key: { pk: skuPk(part.sku), sk: BUNDLES },
              wrong: (found) =>
                (found as Partial<BundleUse> | undefined)?.bundles?.has(sku)
                  ? undefined
                  : wrong(`contains ${part.sku}, which does not know it`),
            }),
          ),
          ...usedIn.map(
            (bundle): Reference => ({
              key: { pk: skuPk(bundle), sk: PRODUCT },
              wrong: (found) =>
                (found as Partial<Product> | undefined)?.components?.some((part) => part.sku === sku)
                  ? undefined
                  : wrong(`is said to be part of ${bundle}, which does not contain it`),
            }),
          ),
        ],
      };
    },
  };
};
