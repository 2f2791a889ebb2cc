import { frozenParts, goodsOf, tooManyParts, whyNotSold } from '../../../shared/orders/bundle-parts.ts';
import { partKey, unitsByPart, wholeUnits } from '../../../shared/orders/line-part.ts';

const components = [
  { sku: 'CUP', quantity: 2 },
  { sku: 'POT', quantity: 1 },
];
const sets = { id: 'lin_1', sku: 'SET', quantity: 3, components };

describe('a line that is a bundle', () => {
  it('keeps what it is made of, and nothing where it is stocked itself', () => {
    expect(frozenParts({ components })).toEqual({ components });
    expect(frozenParts({ components })).not.toBe(components);
    expect(frozenParts({})).toEqual({});
  });

  it('is sold while all its parts are', () => {
    const active = (off?: string) => (sku: string) => ({ active: sku !== off }) as never;
    expect(whyNotSold({ active: true, components }, active())).toBeUndefined();
    expect(whyNotSold({ active: true, components }, active('POT'))).toMatchObject({
      code: 'inactive_sku',
      message: expect.stringContaining('its part POT'),
    });
    expect(whyNotSold({ active: false }, active())?.code).toBe('inactive_sku');
  });

  it('is looked at by what lies in the parcel', () => {
    const productOf = (sku: string) => (sku === 'POT' ? undefined : { sku });
    expect(goodsOf([sets, { id: 'lin_2', sku: 'CAN', quantity: 1 }], productOf)).toEqual([
      { sku: 'CUP' },
      { sku: 'CAN' },
    ]);
  });

  it('counts by its parts towards what an order may take', () => {
    expect(tooManyParts(Array.from({ length: 500 }, () => sets))).toEqual([]);
    expect(tooManyParts(Array.from({ length: 501 }, () => sets))).toMatchObject([{ code: 'too_many_parts' }]);
  });

  it('is as many whole bundles as its scarcest part', () => {
    const cup = { lineId: 'lin_1', sku: 'CUP' };
    const units = unitsByPart([
      { ...cup, quantity: 3 },
      { ...cup, quantity: 2 },
      { lineId: 'lin_1', sku: 'POT', quantity: 3 },
      { lineId: 'lin_2', sku: 'CUP', quantity: 9 },
    ]);
    expect(units.get(partKey(cup))).toBe(5);
    expect(wholeUnits(sets, units)).toBe(2);
    expect(wholeUnits({ id: 'lin_2', sku: 'CUP', quantity: 9 }, units)).toBe(9);
  });
});
