import type { Component } from '../catalog/product.ts';
import { inventoryView } from './inventory-view.ts';
import type { StockRow } from './stock.ts';

/** What is known of a part's stock; `backordered` units of it are waited for already. */
export type PartStock = { rows: readonly StockRow[]; active: boolean; backordered: number };

/** How many whole bundles so many units of each part make. */
export const bundlesOf = (components: readonly Component[], unitsOf: (sku: string) => number): number =>
  Math.min(...components.map(({ sku, quantity }) => Math.floor(unitsOf(sku) / quantity)));

const NOTHING = { onHand: 0, reserved: 0, safety: 0, damaged: 0, incoming: 0, inTransit: 0 };

/**
 * The stock of a bundle as the API shows it: none of its own, but as many as its parts make, at each location and in
 * all. All of them may be more than the sum, because parts of one bundle may be sent from several locations. Nothing is
 * available while a part is not sold, and in all nothing of what others wait for.
 */
export const bundleInventoryView = (
  sku: string,
  components: readonly Component[],
  partOf: (sku: string) => PartStock | undefined,
  inactive: ReadonlySet<string>,
) => {
  const parts = new Map(
    components.map((part) => [part.sku, inventoryView(part.sku, partOf(part.sku)?.rows ?? [], inactive)]),
  );
  const sold = components.every((part) => partOf(part.sku)?.active);
  const made = (unitsOf: (sku: string) => number) => (sold ? bundlesOf(components, unitsOf) : 0);
  const places = new Map(
    [...parts.values()].flatMap(({ locations }) => locations.map((each) => [each.locationId, each])),
  );
  return {
    sku,
    ...NOTHING,
    available: made((part) =>
      Math.max(0, (parts.get(part)?.available ?? 0) - (partOf(part)?.backordered ?? 0)),
    ),
    backordered: 0,
    locations: [...places.values()]
      .sort((one, other) => (one.locationId < other.locationId ? -1 : 1))
      .map(({ locationId, active }) => ({
        locationId,
        ...NOTHING,
        available: made(
          (part) => parts.get(part)?.locations.find((each) => each.locationId === locationId)?.available ?? 0,
        ),
        active,
      })),
    expected: [],
    components: components.map((part) => ({ ...part, available: parts.get(part.sku)?.available ?? 0 })),
  };
};
