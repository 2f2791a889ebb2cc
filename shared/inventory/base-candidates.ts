import type { Movement } from './stock.ts';

export type Moved = Pick<Movement, 'id' | 'locationId' | 'shard' | 'quantity' | 'at'>;

/** A row between two readings of its movements: those before are in its figure, of those between we cannot tell. */
export type Look = { onHand: number; before: readonly Moved[]; between: readonly Moved[] };

/** Distinct sums kept at most; a row that moved so much meanwhile says nothing, and is looked at again. */
const MOST = 2000;

const sumOf = (moved: readonly Moved[]): number => moved.reduce((sum, { quantity }) => sum + quantity, 0);

/**
 * What a row's on hand may have been before all of these movements. That figure is the same at every look, and always
 * among the candidates of each: looked at often enough, one is left, without the row ever having to stand still.
 *
 * @param so what earlier looks have left; all is possible when absent.
 */
export const baseCandidates = (
  { onHand, before, between }: Look,
  so: ReadonlySet<number> | undefined,
): ReadonlySet<number> | undefined => {
  let sums = new Set([0]);
  for (const { quantity } of between) {
    sums = new Set([...sums].flatMap((sum) => [sum, sum + quantity]));
    if (sums.size > MOST) return so;
  }
  const base = onHand - sumOf(before);
  const candidates = [...sums].map((sum) => base - sum);
  return new Set(so ? candidates.filter((each) => so.has(each)) : candidates);
};
