/**
 * States of a count: a sheet is out; its figures are in and wait for a second person; they are being booked (passed
 * through in the same call, or soon after by a sweep); booked; given up.
 */
export const COUNT_STATUSES = ['open', 'submitted', 'applying', 'applied', 'rejected'] as const;

export type CountStatus = (typeof COUNT_STATUSES)[number];

/** The most SKUs of one sheet. */
export const MAX_COUNT_LINES = 100;

/** One SKU of a sheet: what was counted when, what should have been there at that moment, what came of it. */
export type CountLine = {
  sku: string;
  counted?: number;
  countedAt?: string;
  /** On hand at `countedAt`, by the books. */
  expected?: number;
  /** counted − expected: what is to be booked, whatever was sold or received since. */
  difference?: number;
  /** Units of the difference that are booked. */
  applied?: number;
  /** Another count of it was booked after this one was taken: the difference is not booked, count it again. */
  overtaken?: true;
};

/** A difference that cannot be booked yet, because its units are promised to orders. */
export type BlockedLine = { sku: string; difference: number; onHand: number; reserved: number };

/** A count of some SKUs at a location. Who counts is not told what should be there. */
export type StockCount = {
  id: string;
  version: number;
  status: CountStatus;
  locationId: string;
  reference?: string;
  lines: readonly CountLine[];
  blocked?: readonly BlockedLine[];
  openedBy: string;
  openedAt: string;
  countedBy?: string;
  submittedAt?: string;
  decidedBy?: string;
  decidedAt?: string;
  note?: string;
};

/** What is still to be booked of a line; 0 where nothing is, or where it was overtaken. */
export const openDifference = ({ difference = 0, applied = 0, overtaken }: CountLine): number =>
  overtaken ? 0 : difference - applied;
