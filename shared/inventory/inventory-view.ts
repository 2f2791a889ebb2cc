import type { StockRow } from './stock.ts';
import { availableUnits } from './stock-by-location.ts';

/**
 * The stock of a SKU as the API shows it, by location and in sum. What lies at inactive locations is on hand, but not
 * available to anybody.
 */
export const inventoryView = (sku: string, rows: readonly StockRow[], inactive: ReadonlySet<string>) => {
  const locations = [...Map.groupBy(rows, ({ locationId }) => locationId)]
    .map(([locationId, here]) => ({
      locationId,
      onHand: sumOf(here, 'onHand'),
      reserved: sumOf(here, 'reserved'),
      available: availableUnits(here),
      safety: sumOf(here, 'safety'),
      active: !inactive.has(locationId),
    }))
    .sort((a, b) => (a.locationId < b.locationId ? -1 : 1));
  return {
    sku,
    onHand: sumOf(locations, 'onHand'),
    reserved: sumOf(locations, 'reserved'),
    available: sumOf(
      locations.filter(({ active }) => active),
      'available',
    ),
    backordered: 0,
    incoming: 0,
    locations,
  };
};

const sumOf = <K extends string>(list: readonly Record<K, number>[], field: K): number =>
  list.reduce((sum, each) => sum + each[field], 0);
