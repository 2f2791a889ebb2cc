import type { TakenUnits } from './take-units.ts';

/** What one order line wants. Several lines may want the same SKU; their demand is one. */
export type Demand = { lineId: string; sku: string; quantity: number };

/** What one location ships: units of its stock rows, by line. */
export type PlannedLocation = { locationId: string; units: TakenUnits[] };

/** A SKU of which the locations that may send it have too little. */
export type Shortage = {
  sku: string;
  requested: number;
  available: number;
  substitutes: readonly string[];
  /** Units that may still be waited for; absent where the product is not sold without stock. */
  backorderable?: number;
};
