/** What a shop was last told of a SKU, or is being told. */
export type Told = {
  sku: string;
  available: number;
  /** Grows with every new number; a shop ignores what is not above what it has. */
  seq: number;
  /** When the number was worked out. */
  at: string;
  /** The highest `seq` that the shop is known to have. */
  arrived: number;
};

/** What to do about a SKU: nothing, the same push again, or a new number, to be claimed before it is pushed. */
export type Next = 'nothing' | { told: Told; isNew: boolean };

/**
 * Compares what a shop should be told with what it was told. A sequence is the time in milliseconds, or one above the last:
 * it goes on growing even when the table was restored from a copy of yesterday. `again` repeats what has arrived.
 */
export const nextTold = (
  { sku, available }: Pick<Told, 'sku' | 'available'>,
  before: Told | undefined,
  { now, again = false }: { now: Date; again?: boolean },
): Next => {
  if (before && before.available === available)
    return before.arrived === before.seq && !again ? 'nothing' : { told: before, isNew: false };
  const seq = Math.max((before?.seq ?? 0) + 1, now.getTime());
  const told = { sku, available, seq, at: now.toISOString(), arrived: before?.arrived ?? 0 };
  return { told, isNew: true };
};
