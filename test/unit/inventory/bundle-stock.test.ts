import { bundleInventoryView, bundlesOf } from '../../../shared/inventory/bundle-stock.ts';
import { aStockRow } from '../../builders/a-product.ts';

const components = [
  { sku: 'CUP', quantity: 2 },
  { sku: 'POT', quantity: 1 },
];
const rows = [
  aStockRow({ sku: 'CUP', locationId: 'main', onHand: 5 }),
  aStockRow({ sku: 'CUP', locationId: 'north', onHand: 4, reserved: 1 }),
  aStockRow({ sku: 'POT', locationId: 'main', onHand: 1 }),
  aStockRow({ sku: 'POT', locationId: 'north', onHand: 9 }),
];
const partOf = (sku: string) => ({
  rows: rows.filter((row) => row.sku === sku),
  active: true,
  backordered: 0,
});

describe('the stock of a bundle', () => {
  it('is what the scarcest part allows', () => {
    expect(bundlesOf(components, (sku) => (sku === 'CUP' ? 7 : 3))).toBe(3);
    expect(bundlesOf(components, (sku) => (sku === 'CUP' ? 1 : 3))).toBe(0);
  });

  it('is none of its own, but what its parts make at each location, and in all where they are sent from several', () => {
    const view = bundleInventoryView('SET', components, partOf, new Set());
    expect(view).toMatchObject({ sku: 'SET', onHand: 0, reserved: 0, available: 4, expected: [] });
    expect(view.locations.map(({ locationId, available }) => [locationId, available])).toEqual([
      ['main', 1],
      ['north', 1],
    ]);
    expect(view.components).toEqual([
      { sku: 'CUP', quantity: 2, available: 8 },
      { sku: 'POT', quantity: 1, available: 10 },
    ]);
  });

  it('counts no closed location, and nothing while a part is not sold', () => {
    expect(bundleInventoryView('SET', components, partOf, new Set(['north'])).available).toBe(1);
    const unsold = (sku: string) => ({ ...partOf(sku), active: sku !== 'POT' });
    expect(bundleInventoryView('SET', components, unsold, new Set()).available).toBe(0);
  });

  it('leaves what others wait for to them', () => {
    const waited = (sku: string) => ({ ...partOf(sku), backordered: sku === 'CUP' ? 3 : 0 });
    expect(bundleInventoryView('SET', components, waited, new Set()).available).toBe(2);
  });
});
