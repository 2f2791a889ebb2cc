import { loadName, type Network, type Place } from './place.ts';

/** A place in a location's day: which day, and on which of its counters it is counted. */
export type Slot = { day: string; counter: number };

/** Fulfilments a day that one counter is for: counted in everybody's transaction, a single one would be in all their ways. */
const PER_COUNTER = 100;
const MOST_COUNTERS = 16;

/** How much of a day's capacity each counter counts; together they are the capacity. */
export const sharesOf = (dailyCapacity: number): number[] => {
  const counters = Math.min(MOST_COUNTERS, Math.max(1, Math.ceil(dailyCapacity / PER_COUNTER)));
  return Array.from(
    { length: counters },
    (_, at) => Math.floor(dailyCapacity / counters) + (at < dailyCapacity % counters ? 1 : 0),
  );
};

/** A counter of the day that is not full, looked for from `from` on; `undefined` when the day is. */
export const freeCounter = (
  { id, dailyCapacity = 0 }: Place,
  day: string,
  loads: Network['loads'],
  from = 0,
): number | undefined => {
  const shares = sharesOf(dailyCapacity);
  const taken = loads.get(loadName(id, day)) ?? [];
  const order = shares.map((_, at) => (from + at) % shares.length);
  return order.find((at) => (taken[at] ?? 0) < (shares[at] ?? 0));
};
