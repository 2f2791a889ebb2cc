import { type Aside, type Coming, soonestFirst } from './coming.ts';
import type { StockRow } from './stock.ts';
import { availableUnits } from './stock-by-location.ts';

const NOTHING: Aside = { coming: [], damaged: [] };

/**
 * The stock of a SKU as the API shows it, by location and in sum. What lies at inactive locations is on hand, but not
 * available to anybody; what is coming is shown where it is to arrive. `backordered` units are waited for: what is
 * available goes to them first.
 */
export const inventoryView = (
  sku: string,
  rows: readonly StockRow[],
  inactive: ReadonlySet<string>,
  { coming, damaged }: Aside = NOTHING,
  backordered = 0,
) => {
  const ids = new Set([...rows, ...coming, ...damaged].map(({ locationId }) => locationId));
  const locations = [...ids].sort().map((locationId) => {
    const at = <T extends { locationId: string }>(all: readonly T[]): T[] =>
      all.filter((each) => each.locationId === locationId);
    const here = at(rows);
    return {
      locationId,
      onHand: sumOf(here, 'onHand'),
      reserved: sumOf(here, 'reserved'),
      available: availableUnits(here),
      safety: sumOf(here, 'safety'),
      damaged: sumOf(at(damaged), 'damaged'),
      incoming: openOf(at(coming), 'incoming'),
      inTransit: openOf(at(coming), 'inTransit'),
      active: !inactive.has(locationId),
    };
  });
  const saleable = locations.filter(({ active }) => active);
  return {
    sku,
    onHand: sumOf(locations, 'onHand'),
    reserved: sumOf(locations, 'reserved'),
    available: sumOf(saleable, 'available'),
    safety: sumOf(locations, 'safety'),
    backordered,
    damaged: sumOf(locations, 'damaged'),
    incoming: sumOf(locations, 'incoming'),
    inTransit: sumOf(locations, 'inTransit'),
    locations,
    expected: soonestFirst(coming).map(({ document, kind, locationId, expectedAt, open }) => ({
      document,
      kind,
      locationId,
      quantity: open,
      ...(expectedAt === undefined ? {} : { expectedAt }),
    })),
  };
};

const sumOf = <K extends string>(list: readonly Record<K, number>[], field: K): number =>
  list.reduce((sum, each) => sum + each[field], 0);

const openOf = (coming: readonly Coming[], kind: Coming['kind']): number =>
  sumOf(
    coming.filter((each) => each.kind === kind),
    'open',
  );
