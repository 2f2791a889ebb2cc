import { adjustStock } from '../../../shared/inventory/adjust-stock.ts';
import { aStockRow } from '../../builders/a-product.ts';

const anAdjustment = (delta: number) => ({
  locationId: 'main',
  sku: 'LANTERN',
  delta,
  reason: 'counted',
  document: 'mov_1',
});

describe('correcting a count', () => {
  it('takes missing units off the row that has most', () => {
    const rows = [aStockRow({ shard: 0, onHand: 2 }), aStockRow({ shard: 1, onHand: 9 })];
    expect(adjustStock(anAdjustment(-4), rows, 0)).toEqual([
      {
        kind: 'adjust',
        sku: 'LANTERN',
        locationId: 'main',
        shard: 1,
        quantity: -4,
        safety: 0,
        reason: 'counted',
        document: 'mov_1',
      },
    ]);
  });

  it('takes from several rows when one has not enough', () => {
    const rows = [aStockRow({ shard: 0, onHand: 2 }), aStockRow({ shard: 1, onHand: 3 })];
    expect(adjustStock(anAdjustment(-4), rows, 0)).toMatchObject([
      { shard: 1, quantity: -3 },
      { shard: 0, quantity: -1 },
    ]);
  });

  it('may eat into the safety stock, because what is lost is lost', () => {
    const rows = [aStockRow({ onHand: 10, safety: 8 })];
    expect(adjustStock(anAdjustment(-10), rows, 8)).toMatchObject([{ quantity: -10, safety: 8 }]);
  });

  it('is refused below what is promised, with the figures', () => {
    const rows = [aStockRow({ onHand: 10, reserved: 7 })];
    expect(adjustStock(anAdjustment(-4), rows, 0)).toMatchObject({
      status: 409,
      code: 'below_reserved',
      extra: { onHand: 10, reserved: 7 },
    });
    expect(adjustStock(anAdjustment(-3), rows, 0)).toMatchObject([{ quantity: -3 }]);
  });

  it('is refused where nothing ever was', () => {
    expect(adjustStock(anAdjustment(-1), [], 0)).toMatchObject({ code: 'below_reserved' });
  });

  it('puts found units where least is available', () => {
    const rows = [aStockRow({ shard: 0, onHand: 5 }), aStockRow({ shard: 1, onHand: 1 })];
    expect(adjustStock(anAdjustment(4), rows, 0)).toMatchObject([{ shard: 1, quantity: 4 }]);
  });

  it('opens a row for units found where the product has never been', () => {
    expect(adjustStock(anAdjustment(4), [], 2)).toMatchObject([
      { shard: 0, quantity: 4, opensWithSafety: 2 },
    ]);
  });

  it('asks for smaller steps when more rows would be needed than a transaction holds', () => {
    const rows = Array.from({ length: 64 }, (_, shard) => aStockRow({ shard, onHand: 1 }));
    expect(adjustStock(anAdjustment(-60), rows, 0)).toMatchObject({
      code: 'too_spread',
      extra: { possible: 48 },
    });
  });
});
