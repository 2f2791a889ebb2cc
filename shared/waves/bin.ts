/** Where a location keeps which SKU. */
export type Bins = ReadonlyMap<string, string>;

/** Aisle, rack, level, position: `A-03-02-1`. A location that has fewer of these leaves them out. */
export const BIN = /^[A-Za-z0-9]{1,10}(-[A-Za-z0-9]{1,10}){0,5}$/;

/** The zone of goods of which nobody said where they lie. */
const UNKNOWN_ZONE = 'unknown';

/** The zone a bin lies in: its aisle, which is one however its letters are written. */
export const zoneOf = (bin: string | undefined): string => bin?.split('-')[0]?.toUpperCase() ?? UNKNOWN_ZONE;

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Compares names as people count: `A-9` stands before `A-10`. */
export const naturally = (one: string, other: string): number =>
  collator.compare(one, other) || (one < other ? -1 : one > other ? 1 : 0);

type Steps = { aisle: string; rack: string; rest: string };

const stepsOf = (bin: string): Steps => {
  const [aisle = '', rack = '', ...rest] = bin.split('-');
  return { aisle, rack, rest: rest.join('-') };
};

/**
 * Bins in the order in which they are walked by: aisle after aisle, up the first, down the second, so that nobody walks
 * an aisle's length for nothing. Aisles where nothing is to be picked are passed by and change no direction.
 */
export const walkingOrder = (bins: Iterable<string>): string[] => {
  const steps = new Map([...new Set(bins)].map((bin) => [bin, stepsOf(bin)]));
  const byAisle = Map.groupBy(steps, ([, { aisle }]) => aisle.toUpperCase());
  return [...byAisle]
    .sort(([one], [other]) => naturally(one, other))
    .flatMap(([, inAisle], at) => {
      const direction = at % 2 === 0 ? 1 : -1;
      return inAisle
        .sort(
          ([name, one], [otherName, other]) =>
            direction * naturally(one.rack, other.rack) ||
            naturally(one.rest, other.rest) ||
            naturally(name, otherName),
        )
        .map(([bin]) => bin);
    });
};
