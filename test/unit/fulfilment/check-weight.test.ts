import { oddWeights } from '../../../shared/fulfilment/check-weight.ts';
import { aContext, aFulfilment } from '../../builders/an-order.ts';

const grams = new Map([['LANTERN', 1000]]);
const odd = async (weightGrams: number | undefined, known = grams, units?: number) => {
  const { policy } = await aContext();
  const lines = units ? [{ lineId: 'lin_1', quantity: units }] : undefined;
  const box = { ...(weightGrams ? { weightGrams } : {}), ...(lines ? { lines } : {}) };
  return oddWeights(aFulfilment(), [box], (sku) => known.get(sku), policy);
};

describe('a parcel’s weight', () => {
  // Two units of 1 kg: a tenth of it either way, and 250 g of packaging.
  it.each([
    [1549, true],
    [1550, false],
    [2000, false],
    [2450, false],
    [2451, true],
  ])('of %d g is odd: %s', async (weightGrams, isOdd) => {
    expect(await odd(weightGrams)).toEqual(
      isOdd ? [{ parcel: 1, weightGrams, expectedGrams: 2000, leastGrams: 1550, mostGrams: 2450 }] : [],
    );
  });

  it('is held against what lies in that very box', async () => {
    expect(await odd(1000, grams, 1)).toEqual([]);
    expect(await odd(2000, grams, 1)).toHaveLength(1);
  });

  it('says nothing where nobody weighed, or nobody knows what the goods weigh', async () => {
    expect(await odd(undefined)).toEqual([]);
    expect(await odd(9999, new Map())).toEqual([]);
  });
});
