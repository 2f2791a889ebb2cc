import type { SourcingProblem } from './sourcing-problem.ts';
import { isLighter, type Weight } from './weigh-sources.ts';

/** SKUs × sets that a search may weigh: about half a second for 1,000 lines and 50 places. */
const WORK = 6_000_000;

type Weigh = (open: Uint8Array) => Weight;
type Found = { open: Uint8Array; weight: Weight };

/**
 * Finds a good set of places where there are too many to weigh all: from three starts (everything open, covering most
 * first, covering cheaply first) places are closed, opened and exchanged as long as that makes it lighter. The work is
 * counted, not timed, so that equal problems have equal answers.
 */
export const searchSources = ({ wanted, sources }: SourcingProblem, weighSet: Weigh): Uint8Array => {
  let left = Math.floor(WORK / Math.max(1, wanted.length));
  const weigh: Weigh = (open) => {
    left -= 1;
    return weighSet(open);
  };
  const starts = [
    new Uint8Array(sources.length).fill(1),
    covering(sources.length, weigh, byUnits),
    covering(sources.length, weigh, byCost),
  ];
  const share = Math.floor(left / starts.length);
  const found = starts.map((open, at) => {
    const end = share * (starts.length - 1 - at);
    return improve({ open, weight: weigh(open) }, weigh, () => left > end);
  });
  return found.reduce((best, each) => (isLighter(each.weight, best.weight) ? each : best)).open;
};

const flipped = (open: Uint8Array, ...places: readonly number[]): Uint8Array => {
  const next = open.slice();
  for (const at of places) next[at] = next[at] === 0 ? 1 : 0;
  return next;
};

/** Whether opening one place is worth more than opening another, seen from what is open now. */
type Worth = (before: Weight, one: Weight, other: Weight) => boolean;

const byUnits: Worth = (_, one, other) => isLighter(one, other);
const byCost: Worth = (before, one, other) => {
  const price = ({ missing, cost }: Weight): number =>
    missing === before.missing ? Number.POSITIVE_INFINITY : (cost - before.cost) / (before.missing - missing);
  return price(one) === price(other) ? isLighter(one, other) : price(one) < price(other);
};

/** Opens one place after the other until they have everything. */
const covering = (count: number, weigh: Weigh, isWorthMore: Worth): Uint8Array => {
  let open: Uint8Array = new Uint8Array(count);
  let weight = weigh(open);
  while (weight.missing > 0) {
    let next: Found | undefined;
    for (let at = 0; at < count; at++) {
      if (open[at] === 1) continue;
      const opened = flipped(open, at);
      const heavy = weigh(opened);
      if (!next || isWorthMore(weight, heavy, next.weight)) next = { open: opened, weight: heavy };
    }
    if (!next) break;
    ({ open, weight } = next);
  }
  return open;
};

/** Takes the best step there is, small ones first and larger ones when none helps, until nothing does or the work is done. */
const improve = (start: Found, weigh: Weigh, mayGoOn: () => boolean): Found => {
  let best = start;
  for (;;) {
    let better: Found | undefined;
    for (const steps of STEPS) {
      better = bestStep(best, steps(best.open), weigh, mayGoOn);
      if (better) break;
    }
    if (!better) return best;
    best = better;
  }
};

const bestStep = (
  from: Found,
  steps: Iterable<readonly number[]>,
  weigh: Weigh,
  mayGoOn: () => boolean,
): Found | undefined => {
  let best: Found | undefined;
  for (const step of steps) {
    if (!mayGoOn()) break;
    const open = flipped(from.open, ...step);
    const weight = weigh(open);
    if (isLighter(weight, (best ?? from).weight)) best = { open, weight };
  }
  return best;
};

const placesThat = (open: Uint8Array, are: 0 | 1): number[] =>
  [...open].flatMap((each, at) => (each === are ? [at] : []));

function* singles(open: Uint8Array): Generator<number[]> {
  for (let at = 0; at < open.length; at++) yield [at];
}

function* pairsOf(places: readonly number[]): Generator<[number, number]> {
  for (const [at, one] of places.entries()) for (const other of places.slice(at + 1)) yield [one, other];
}

function* exchanges(open: Uint8Array): Generator<number[]> {
  for (const out of placesThat(open, 1)) for (const into of placesThat(open, 0)) yield [out, into];
}

function* twoForOne(open: Uint8Array): Generator<number[]> {
  for (const out of pairsOf(placesThat(open, 1)))
    for (const into of placesThat(open, 0)) yield [...out, into];
}

function* oneForTwo(open: Uint8Array): Generator<number[]> {
  for (const out of placesThat(open, 1))
    for (const into of pairsOf(placesThat(open, 0))) yield [out, ...into];
}

function* twoForTwo(open: Uint8Array): Generator<number[]> {
  for (const out of pairsOf(placesThat(open, 1)))
    for (const into of pairsOf(placesThat(open, 0))) yield [...out, ...into];
}

/** Ways to change a set, the smaller first. */
const STEPS = [singles, exchanges, twoForOne, oneForTwo, twoForTwo] as const;
