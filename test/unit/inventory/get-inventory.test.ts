import { inventoryView } from '../../../shared/inventory/inventory-view.ts';
import { aStockRow } from '../../builders/a-product.ts';

const none = new Set<string>();
const nothing = { damaged: 0, incoming: 0, inTransit: 0 };

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
      safety: 1,
      backordered: 0,
      ...nothing,
      locations: [
        { locationId: 'a', onHand: 7, reserved: 0, available: 6, safety: 1, ...nothing, active: true },
        { locationId: 'b', onHand: 5, reserved: 1, available: 4, safety: 0, ...nothing, active: true },
      ],
      expected: [],
    });
  });

  it('shows what is damaged where it lies, and what is coming where it arrives, soonest first', () => {
    const coming = { sku: 'LANTERN', locationId: 'b', open: 4 };
    const view = inventoryView('LANTERN', [aStockRow({ locationId: 'a' })], none, {
      coming: [
        { ...coming, document: 'arr_2', kind: 'incoming', expectedAt: '2026-02-01T00:00:00.000Z' },
        { ...coming, document: 'trf_1', kind: 'inTransit', from: 'a', open: 3 },
        { ...coming, document: 'arr_1', kind: 'incoming', expectedAt: '2026-01-01T00:00:00.000Z' },
      ],
      damaged: [{ sku: 'LANTERN', locationId: 'a', damaged: 2 }],
    });
    expect(view).toMatchObject({
      onHand: 10,
      damaged: 2,
      incoming: 8,
      inTransit: 3,
      locations: [
        { locationId: 'a', damaged: 2, incoming: 0 },
        { locationId: 'b', onHand: 0, incoming: 8, inTransit: 3 },
      ],
    });
    expect(view.expected.map(({ document }) => document)).toEqual(['arr_1', 'arr_2', 'trf_1']);
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
