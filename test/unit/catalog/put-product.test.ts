import { putProductOperation } from '../../../shared/catalog/catalog-operations.ts';
import type { Product } from '../../../shared/catalog/product.ts';
import { putProductSchema } from '../../../shared/catalog/product-schema.ts';
import { productView } from '../../../shared/catalog/product-view.ts';
import { putProduct } from '../../../shared/catalog/put-product.ts';
import { money } from '../../../shared/kernel/money.ts';
import { validate } from '../../../shared/runtime/http-request.ts';
import { aProduct } from '../../builders/a-product.ts';

const params = (sku: string) =>
  putProductOperation.params ? validate(putProductOperation.params, { sku }) : undefined;

describe('putting a product', () => {
  it('starts at version 1 and counts up', () => {
    const first = putProduct(undefined, 'LANTERN', aProduct()) as Product;
    expect(first).toEqual({ ...aProduct(), sku: 'LANTERN', version: 1 });
    expect(putProduct(first, 'LANTERN', aProduct({ name: 'Lamp' }))).toMatchObject({
      version: 2,
      name: 'Lamp',
    });
  });

  it('refuses a bundle that holds itself, and a product that stands in for itself', () => {
    const wanted = aProduct({
      components: [
        { sku: 'WICK', quantity: 1 },
        { sku: 'LANTERN', quantity: 1 },
      ],
      substitutes: ['LANTERN'],
    });
    expect(putProduct(undefined, 'LANTERN', wanted)).toMatchObject({
      status: 422,
      errors: [
        { path: '/components/1/sku', code: 'self_reference' },
        { path: '/substitutes/0', code: 'self_reference' },
      ],
    });
  });

  it('takes the least that is a product', () => {
    const least = { name: 'Lantern', price: { amount: 1, currency: 'CNY' }, weightGrams: 0 };
    expect(validate(putProductSchema, least)).toMatchObject({
      value: { traits: [], substitutes: [], safetyStock: 0, stockShards: 1, active: true },
    });
  });

  it.each([
    [{ name: '' }, '/name'],
    [{ price: { amount: 1.5, currency: 'CNY' } }, '/price/amount'],
    [{ price: { amount: -1, currency: 'CNY' } }, '/price/amount'],
    [{ price: { amount: 1, currency: 'XXZ' } }, '/price/currency'],
    [{ weightGrams: -1 }, '/weightGrams'],
    [{ traits: ['wet'] }, '/traits/0'],
    [{ traits: ['cold', 'cold'] }, '/traits'],
    [{ components: [{ sku: 'A', quantity: 0 }] }, '/components/0/quantity'],
    [{ stockShards: 65 }, '/stockShards'],
    [{ stockShards: 0 }, '/stockShards'],
    [{ safetyStock: -1 }, '/safetyStock'],
    [{ colour: 'red' }, '/colour'],
  ])('refuses what is no product and says where: %j', (change, path) => {
    expect(validate(putProductSchema, { ...aProduct(), ...change })).toMatchObject({
      status: 422,
      errors: [{ path }],
    });
  });

  it.each(['LANTERN', '85123A', 'a b', 'a.b', 'a/b', 'a+b', '灯笼', 'a%20b', 'a%2Fb', '%E7%81%AF'])(
    'takes the SKU %s from the path, encoded or not',
    (sku) => {
      expect(params(sku)).toEqual({ value: { sku: decodeURIComponent(sku) } });
    },
  );

  it.each(['', '#A', 'a#b', '%', '%E7', 'a%23b', 'a%00b', ' a', 'x'.repeat(65)])(
    'refuses %j as a SKU',
    (sku) => {
      expect(params(sku)).toMatchObject({ status: 422, errors: [{ path: '/sku' }] });
    },
  );

  it('shows its cost to staff, not to shops and buyers', () => {
    const product: Product = { sku: 'LANTERN', version: 1, ...aProduct({ cost: money(900, 'CNY') }) };
    expect(productView(product, { name: 'a', roles: ['warehouse'] }).cost).toEqual(money(900, 'CNY'));
    expect(productView(product, { name: 'b', roles: ['storefront'] })).not.toHaveProperty('cost');
  });
});
