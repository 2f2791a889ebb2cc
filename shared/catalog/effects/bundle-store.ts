import { loadAside } from '../../inventory/effects/aside-store.ts';
import { PRODUCT, skuPk } from '../../inventory/stock-keys.ts';
import { type ItemKey, readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import { type AroundBundle, MOST_BUNDLES } from '../check-bundle.ts';
import type { Product } from '../product.ts';
import { asProduct } from '../product-item.ts';
import type { PutProduct } from '../product-schema.ts';

/**
 * What a SKU has to do with bundles: those that it is part of, or that it is one itself; never both, which is the
 * condition of each write. Sorts before what an order's query reads of a SKU.
 */
export const BUNDLES = 'BUNDLES';
export type BundleUse = { sku: string; bundles?: ReadonlySet<string>; isBundle?: true };

const useKey = (sku: string) => ({ pk: skuPk(sku), sk: BUNDLES });

/** The bundles that contain any of these SKUs. Batches of reads, whatever the size of the catalogue. */
export const bundlesWith = async (table: Table, skus: Iterable<string>): Promise<string[]> => {
  const uses = await readUses(table, skus);
  return [...new Set(uses.flatMap(({ bundles }) => [...(bundles ?? [])]))].sort();
};

const readUses = (table: Table, skus: Iterable<string>): Promise<BundleUse[]> =>
  readItems<BundleUse>(table, [...new Set(skus)].map(useKey), { ConsistentRead: true });

/** What a product that is to be a bundle is held against; nothing is read for others. */
export const loadAroundBundle = async (
  table: Table,
  sku: string,
  { components }: Pick<PutProduct, 'components'>,
  ties: number,
): Promise<AroundBundle> => {
  if (!components) return { productOf: () => undefined, usesOf: () => 0, stocked: false, usedIn: [] };
  const parts = components.map((part) => part.sku);
  const keys: ItemKey[] = parts.map((part) => ({ pk: skuPk(part), sk: PRODUCT }));
  const [items, uses, aside] = await Promise.all([
    readItems(table, keys, { ConsistentRead: true }),
    readUses(table, [sku, ...parts]),
    loadAside(table, sku),
  ]);
  const products = new Map(items.map(asProduct).map((product) => [product.sku, product]));
  const bundlesOf = new Map(uses.map((use) => [use.sku, [...(use.bundles ?? [])]]));
  return {
    productOf: (part) => products.get(part),
    usesOf: (part) => bundlesOf.get(part)?.length ?? 0,
    stocked: ties > 0 || aside.coming.length > 0 || aside.damaged.length > 0,
    usedIn: bundlesOf.get(sku) ?? [],
  };
};

/** The writes by which parts know the bundles that contain them; none where the parts stay the same. */
export const bundleWrites = (next: Product, before: Product | undefined): Write[] => {
  const are = (next.components ?? []).map(({ sku }) => sku);
  const were = (before?.components ?? []).map(({ sku }) => sku);
  const [isOne, wasOne] = [are.length > 0, were.length > 0];
  return [
    ...(isOne && !wasOne ? [becomesBundle(next.sku)] : []),
    ...(wasOne && !isOne ? [{ label: 'bundle', remove: { Key: useKey(next.sku) } }] : []),
    ...are.filter((part) => !were.includes(part)).map((part) => joinsBundle(part, next.sku)),
    ...were.filter((part) => !are.includes(part)).map((part) => leavesBundle(part, next.sku)),
  ];
};

const becomesBundle = (sku: string): Write => ({
  label: 'bundle',
  put: {
    Item: { ...useKey(sku), sku, isBundle: true },
    ConditionExpression: 'attribute_not_exists(bundles)',
  },
});

const joinsBundle = (part: string, bundle: string): Write => ({
  label: `part ${part}`,
  update: {
    Key: useKey(part),
    UpdateExpression: 'SET sku = :sku ADD bundles :bundle',
    ConditionExpression:
      'attribute_not_exists(isBundle) AND (attribute_not_exists(bundles) OR size(bundles) < :most)',
    ExpressionAttributeValues: { ':sku': part, ':bundle': new Set([bundle]), ':most': MOST_BUNDLES },
  },
});

const leavesBundle = (part: string, bundle: string): Write => ({
  label: `part ${part}`,
  update: {
    Key: useKey(part),
    UpdateExpression: 'DELETE bundles :bundle',
    ExpressionAttributeValues: { ':bundle': new Set([bundle]) },
  },
});
