import { costAtLeast } from './cost-at-least.ts';
import { searchSources } from './search-sources.ts';
import type { Sourced, SourcingProblem } from './sourcing-problem.ts';
import { isLighter, scalesFor, type Weight } from './weigh-sources.ts';

/**
 * Sets × SKUs that are weighed one by one, less than a search weighs: all sets of 11 places for 1,000 lines, of 17 for 20,
 * of 18 for 11. What is larger is searched.
 */
const EXACT_WORK = 3_000_000;
const MOST_BITS = 18;

const lastOf = (count: number): number => 2 ** count;

/** Whether every choice of so many places is weighed. */
export const isWeighedWhole = (places: number, skus: number): boolean =>
  places <= MOST_BITS && lastOf(places) * Math.max(1, skus) <= EXACT_WORK;

/**
 * The places that send the wanted units for the least cost; `undefined` when all of them together have too little. Up to
 * the bound of {@link isWeighedWhole} nothing is cheaper. Beyond it the answer is found by search, and `atLeast` says how
 * far from the best it can be. Equal problems have equal answers: among equal costs fewer parcels, then the places with
 * more stock, then the first by id.
 */
export const chooseSources = (problem: SourcingProblem): Sourced | undefined => {
  const sources = problem.sources
    .filter(({ available }) => available.some((units, sku) => units > 0 && (problem.wanted[sku] ?? 0) > 0))
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const useful = { ...problem, sources };
  const scales = scalesFor(useful);
  if (scales.weigh(new Uint8Array(sources.length).fill(1)).missing > 0) return undefined;
  const exact = isWeighedWhole(sources.length, problem.wanted.length);
  const best = exact ? bestOfAll(useful, scales.weigh) : searchSources(useful, scales.weigh);
  const { cost } = scales.weigh(best);
  return {
    sendings: scales.deal(best),
    cost,
    atLeast: exact ? cost : Math.min(cost, costAtLeast(useful)),
    exact,
  };
};

/** Weighs every set, but those whose parcels alone cost more than what was found already. */
const bestOfAll = (
  { sources, splitPenalty }: SourcingProblem,
  weigh: (open: Uint8Array) => Weight,
): Uint8Array => {
  let best = new Uint8Array(sources.length).fill(1);
  let lightest = weigh(best);
  const open = new Uint8Array(sources.length);
  for (let set = 0; set < lastOf(sources.length) - 1; set++) {
    let parcels = -splitPenalty;
    for (const [at, { parcel }] of sources.entries()) {
      const isOpen = (set >> at) & 1;
      open[at] = isOpen;
      if (isOpen) parcels += parcel + splitPenalty;
    }
    // A set with a place that sends nothing weighs as the set without it, which comes as well.
    if (parcels > lightest.cost) continue;
    const weight = weigh(open);
    if (!isLighter(weight, lightest)) continue;
    lightest = weight;
    best = open.slice();
  }
  return best;
};
