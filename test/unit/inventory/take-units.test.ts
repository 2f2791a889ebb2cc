import { stockByLocation } from '../../../shared/inventory/stock-by-location.ts';
import { takeUnits } from '../../../shared/inventory/take-units.ts';
import { aStockRow } from '../../builders/a-product.ts';

const shelf = (...units: number[]) => {
  const location = stockByLocation(units.map((onHand, shard) => aStockRow({ shard, onHand }))).get('main');
  if (!location) throw new Error('nothing lies there');
  return location;
};

const take = (quantity: number, location: ReturnType<typeof shelf>, random: number) =>
  takeUnits([{ lineId: 'lin_1', sku: 'LANTERN', quantity }], location, () => random).map(
    ({ shard, quantity: units }) => [shard, units],
  );

describe('taking units of a product that lies in several rows', () => {
  it('takes all from one row that has as many, by chance which', () => {
    expect(take(3, shelf(5, 5, 5), 0)).toEqual([[0, 3]]);
    expect(take(3, shelf(5, 5, 5), 0.5)).toEqual([[1, 3]]);
    expect(take(3, shelf(5, 2, 2), 0.5)).toEqual([[0, 3]]);
  });

  it('takes from as few rows as will do where none has as many', () => {
    expect(take(7, shelf(1, 1, 4, 1, 3), 0)).toEqual([
      [2, 4],
      [4, 3],
    ]);
  });

  it('takes the last unit of every row, and no more than there is', () => {
    expect(take(9, shelf(1, 0, 1, 1), 0).map(([, units]) => units)).toEqual([1, 1, 1]);
  });
});
