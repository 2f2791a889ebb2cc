import { describe, expect, it } from '@jest/globals';
import { inventoryView } from '../../../shared/inventory/inventory-view.ts';
import { aStockRow } from '../../builders/a-product.ts';

const none = new Set<string>();

describe('showing the stock of a product', () => {
  it('sums rows by location, and locations in all', () => {
    const rows = [
      aStockRow({ locationId: 'b', onHand: 5, reserved: 1 }),
      aStockRow({ locationId: 'a', shard: 0, onHand: 4, safety: 1 }),
      aStockRow({ locationId: 'a', shard: 1, onHand: 3 }),
    ];
    expect(inventoryView('LANTERN', rows, none)).toEqual({
      sku: 'LANTERN',
      onHand: 12,
      reserved: 1,
      available: 10,
      backordered: 0,
      incoming: 0,
      locations: [
        { locationId: 'a', onHand: 7, reserved: 0, available: 6, safety: 1, active: true },
        { locationId: 'b', onHand: 5, reserved: 1, available: 4, safety: 0, active: true },
      ],
    });
  });

  it('never shows less than nothing available', () => {
    const rows = [
      aStockRow({ locationId: 'a', onHand: 1, safety: 5 }),
      aStockRow({ locationId: 'b', onHand: 2 }),
    ];
    expect(inventoryView('LANTERN', rows, none)).toMatchObject({
      available: 2,
      locations: [{ available: 0 }, { available: 2 }],
    });
  });

  it('offers nobody what lies at an inactive location', () => {
    expect(inventoryView('LANTERN', [aStockRow()], new Set(['main']))).toMatchObject({
      onHand: 10,
      available: 0,
      locations: [{ active: false }],
    });
  });
});
