import { needsOf, partsOf } from '../../../shared/orders/needs-of.ts';

describe('what a line takes from stock', () => {
  it('is the goods themselves', () => {
    expect(needsOf({ id: 'lin_1', sku: 'CUP', quantity: 3 })).toEqual([
      { lineId: 'lin_1', sku: 'CUP', quantity: 3 },
    ]);
  });

  it('is the parts of each bundle', () => {
    const components = [
      { sku: 'CUP', quantity: 2 },
      { sku: 'POT', quantity: 1 },
    ];
    expect(needsOf({ id: 'lin_2', sku: 'SET', quantity: 3, components })).toEqual([
      { lineId: 'lin_2', sku: 'CUP', quantity: 6 },
      { lineId: 'lin_2', sku: 'POT', quantity: 3 },
    ]);
    expect(partsOf({ sku: 'SET', components })).toBe(components);
  });
});
