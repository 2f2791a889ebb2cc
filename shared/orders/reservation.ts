/** Units of one stock row promised to one order line. */
export type ReservedUnits = { lineId: string; sku: string; shard: number; quantity: number };

/**
 * Stock promised to an order and not yet shipped: one page of at most {@link RESERVATION_PAGE} stock rows of one
 * location. It exists exactly as long as its units are counted in those rows' `reserved`; both change in one
 * transaction. `fulfilment` is the ordinal of the fulfilment that will ship it.
 */
export type Reservation = {
  fulfilment: number;
  page: number;
  /** Counts how often the page was rewritten; absent as long as it is as it was first written. */
  version?: number;
  locationId: string;
  units: readonly ReservedUnits[];
};

/** Rows per page: shipping writes each row and its movement, and a transaction holds 100 items. */
export const RESERVATION_PAGE = 40;
