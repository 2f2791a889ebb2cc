import { type AroundBundle, MOST_BUNDLES, whyNotBundle } from '../../../shared/catalog/check-bundle.ts';
import type { Product } from '../../../shared/catalog/product.ts';
import { aProduct } from '../../builders/a-product.ts';

const known = (sku: string, change: Partial<Product> = {}): Product => ({
  ...aProduct(),
  sku,
  version: 1,
  ...change,
});
const catalogue = [
  known('CUP'),
  known('SET', { components: [{ sku: 'CUP', quantity: 2 }] }),
  known('VASE', { madeToOrder: { leadDays: 3 } }),
  known('OLD', { active: false }),
];
const around = (change: Partial<AroundBundle> = {}): AroundBundle => ({
  productOf: (sku) => catalogue.find((product) => product.sku === sku),
  usesOf: () => 0,
  stocked: false,
  usedIn: [],
  ...change,
});
const wanted = (...skus: string[]) => aProduct({ components: skus.map((sku) => ({ sku, quantity: 1 })) });
const codes = (...skus: string[]) =>
  whyNotBundle(wanted(...skus), undefined, around())?.errors?.map(({ code }) => code);

describe('what a bundle may be', () => {
  it('is made of known, stocked goods, sold at present or not', () => {
    expect(codes('CUP', 'OLD')).toBeUndefined();
    expect(codes('CUP', 'SET', 'GHOST', 'VASE')).toEqual(['is_bundle', 'unknown_sku', 'made_to_order']);
  });

  it('is no stocked SKU and no part of another, once it is a bundle both are so for good', () => {
    const plain = known('NEW');
    const bundle = known('NEW', { components: [{ sku: 'CUP', quantity: 1 }] });
    expect(whyNotBundle(wanted('CUP'), plain, around({ stocked: true }))).toMatchObject({
      code: 'has_stock',
    });
    expect(whyNotBundle(wanted('CUP'), plain, around({ usedIn: ['SET'] }))).toMatchObject({
      code: 'part_of_bundle',
    });
    expect(whyNotBundle(wanted('CUP'), bundle, around({ stocked: true }))).toBeUndefined();
  });

  it('takes no part that is in too many bundles already, but keeps those it has', () => {
    const full = around({ usesOf: () => MOST_BUNDLES });
    expect(whyNotBundle(wanted('CUP'), undefined, full)).toMatchObject({ code: 'too_many_bundles' });
    const bundle = known('NEW', { components: [{ sku: 'CUP', quantity: 1 }] });
    expect(whyNotBundle(wanted('CUP'), bundle, full)).toBeUndefined();
  });

  it('says nothing of products that are no bundles', () => {
    expect(whyNotBundle(aProduct({ safetyStock: 3 }), undefined, around({ stocked: true }))).toBeUndefined();
  });
});
