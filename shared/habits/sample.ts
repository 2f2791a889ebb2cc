import { decodeTime } from 'ulid';

/**
 * What was seen of the latest orders, one observation each, by a key made of the order's id. The same observations come
 * to the same sample in whatever order and however often they are taken, so that a queue may deliver them as it likes.
 */
export type Sample<T> = Readonly<Record<string, T>>;

/** Orders of the same ten minutes share a slot. */
const SLOT_MS = 600_000;

/**
 * Observations kept of one slot, chosen by chance. What is sold a thousand times a minute writes its sample a few dozen
 * times in a slot and then seldom: the n-th order of a slot is kept with the chance 8 ÷ n.
 */
export const PER_SLOT = 8;

/** Observations kept in all; with their keys they stay below 1 KB, one write unit. */
export const KEPT = 24;

/** Where an order stands among the observed: its slot, and a part of its id that is pure chance. */
export const observationKey = (orderId: string): string => {
  const ulid = orderId.slice('ord_'.length);
  return `${Math.floor(decodeTime(ulid) / SLOT_MS).toString(36)}${RANK}${ulid.slice(10, 16)}`;
};

const RANK = '-';

const slotOf = (key: string): string => key.slice(0, key.indexOf(RANK));

const before = (one: string, other: string): number => {
  if (one === other) return 0;
  return one < other ? -1 : 1;
};

/** The newest slot first, in it by chance. */
const byPlace = (one: string, other: string): number =>
  before(slotOf(other), slotOf(one)) || before(one, other);

/** The sample with one more observation; the very same where it was known already, or is not kept. */
export const observed = <T>(sample: Sample<T>, key: string, value: T): Sample<T> => {
  if (Object.hasOwn(sample, key)) return sample;
  const all: Sample<T> = { ...sample, [key]: value };
  const slots = Map.groupBy(Object.keys(all).toSorted(byPlace), slotOf);
  const kept = [...slots.values()].flatMap((keys) => keys.slice(0, PER_SLOT)).slice(0, KEPT);
  if (!kept.includes(key)) return sample;
  return Object.fromEntries(kept.map((each) => [each, all[each] as T]));
};
