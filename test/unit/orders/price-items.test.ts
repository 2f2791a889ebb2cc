import type { Product } from '../../../shared/catalog/product.ts';
import { money } from '../../../shared/kernel/money.ts';
import { isProblem } from '../../../shared/kernel/problem.ts';
import { priceItems } from '../../../shared/orders/price-items.ts';

const product = (change: Partial<Product> = {}): Product => ({
  sku: 'LANTERN',
  version: 1,
  name: 'Lantern',
  price: money(1990, 'CNY'),
  weightGrams: 300,
  traits: [],
  substitutes: [],
  safetyStock: 0,
  stockShards: 1,
  active: true,
  ...change,
});
const catalogue: Record<string, Product> = {
  LANTERN: product(),
  OLD: product({ sku: 'OLD', active: false }),
  ABROAD: product({ sku: 'ABROAD', price: money(500, 'GBP') }),
};
const price = (...lines: Parameters<typeof priceItems>[0]) => priceItems(lines, (sku) => catalogue[sku]);
const line = (sku: string, change: Record<string, unknown> = {}) => ({ sku, quantity: 1, ...change });

describe('the goods of an order', () => {
  it('cost what the catalogue says', () => {
    expect(price(line('LANTERN'))).toMatchObject({
      currency: 'CNY',
      items: [{ name: 'Lantern', unitPrice: { amount: 1990 } }],
    });
  });

  it('keep another price, beside the catalogue’s', () => {
    expect(price(line('LANTERN', { unitPrice: money(1000, 'CNY') }))).toMatchObject({
      items: [{ unitPrice: { amount: 1000 }, cataloguePrice: { amount: 1990 } }],
    });
  });

  it.each([
    ['unknown', [line('NONE')], '/lines/0/sku', 'unknown_sku'],
    ['not sold', [line('LANTERN'), line('OLD')], '/lines/1/sku', 'inactive_sku'],
    ['in another currency', [line('LANTERN'), line('ABROAD')], '/lines/1/sku', 'currency_mismatch'],
    [
      'priced in another currency',
      [line('LANTERN'), line('LANTERN', { unitPrice: money(1, 'USD') })],
      '/lines/1/unitPrice/currency',
      'currency_mismatch',
    ],
    [
      'dearer than money can say',
      [line('LANTERN', { quantity: 1_000_000, unitPrice: money(1_000_000_000_000, 'CNY') })],
      '/lines',
      'too_large',
    ],
  ])('are refused when %s', (_, lines, path, code) => {
    expect(price(...lines)).toMatchObject({ status: 422, errors: [{ path, code }] });
  });

  it('are refused with every wrong line named, and only those', () => {
    const refused = price(line('NONE'), line('LANTERN'), line('OLD'));
    if (!isProblem(refused)) throw new Error('not refused');
    expect(refused.errors?.map(({ path }) => path)).toEqual(['/lines/0/sku', '/lines/2/sku']);
  });
});
