/** A place that could send: what a parcel from it costs, and for each wanted SKU how many units it has and what one adds. */
export type Source = {
  id: string;
  /** What a parcel from here costs before anything is in it; never negative. */
  parcel: number;
  /** Units that may be taken of each wanted SKU, in the order of the demand. */
  available: readonly number[];
  /** What each unit of a wanted SKU adds to the cost; never negative. */
  unit: readonly number[];
};

/**
 * Which places send which units? Costs are integers of one scale. A place that sends anything sends one parcel; every
 * parcel after the first costs `splitPenalty` more.
 */
export type SourcingProblem = {
  /** Units wanted of each SKU; each SKU once. */
  wanted: readonly number[];
  sources: readonly Source[];
  splitPenalty: number;
};

/** What one place sends: units of each wanted SKU, in the order of the demand. */
export type Sending = { id: string; units: readonly number[] };

/** An answer to a {@link SourcingProblem} and how good it is. */
export type Sourced = {
  sendings: readonly Sending[];
  cost: number;
  /** No choice whatever costs less than this. */
  atLeast: number;
  /** Every choice was weighed: nothing costs less. */
  exact: boolean;
};
