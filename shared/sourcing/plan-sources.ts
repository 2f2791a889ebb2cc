import type { Demand, PlannedLocation, Shortage } from '../inventory/demand.ts';
import type { SkuStock } from '../inventory/effects/load-stock-store.ts';
import { stockByLocation } from '../inventory/stock-by-location.ts';
import { takeUnits } from '../inventory/take-units.ts';
import type { Random } from '../kernel/ids.ts';
import { type Candidate, candidatesFor, inMinor, PER_MINOR, parcelCost } from './candidates.ts';
import { chooseSources } from './choose-sources.ts';
import { type Errand, type ErrandFacts, errandOf } from './errand.ts';
import type { Network } from './place.ts';
import type { Sending, Sourced, SourcingProblem } from './sourcing-problem.ts';

/** How a choice was made, small enough to be kept with the order. */
export type Choice = {
  /** The version of the sourcing rules; 0 are the system's own. */
  rules: number;
  /** In minor units, rounded. */
  cost: number;
  /** Locations that could have sent something. */
  candidates: number;
  /** Nothing is cheaper; else found by search. */
  exact: boolean;
};

/** What a choice was made of, for those who want to know why. */
export type Weighed = { errand: Errand; candidates: readonly Candidate[]; sourced?: Sourced };

type Stock = ReadonlyMap<string, SkuStock>;

/** An errand in the optimiser's terms. */
const problemOf = (errand: Errand, candidates: readonly Candidate[], network: Network): SourcingProblem => ({
  wanted: errand.goods.map(({ quantity }) => quantity),
  splitPenalty: network.rules.splitPenalty * PER_MINOR,
  sources: candidates
    .filter(({ refusal }) => refusal === undefined)
    .map((candidate) => ({
      id: candidate.locationId,
      parcel: parcelCost(candidate) * PER_MINOR,
      available: candidate.available,
      unit: candidate.unit,
    })),
});

/** A store takes in so many SKUs of a parcel in one transaction. */
const MOST_TO_STORE = 30;

/** Goods that are fetched come from their store; where it has too few, others may send to it. */
const maySendToStore = ({ goods, pickupLocationId }: Errand, { rules }: Network): boolean =>
  pickupLocationId !== undefined && rules.shipToStore !== false && goods.length <= MOST_TO_STORE;

/** Weighs what every location could do for some lines. */
export const weighErrand = (
  demand: readonly Demand[],
  stock: Stock,
  network: Network,
  facts: ErrandFacts,
): Weighed => {
  const errand = errandOf(demand, stock, facts);
  const own = weigh(errand, stock, network);
  if (own.sourced || !maySendToStore(errand, network)) return own;
  return weigh({ ...errand, toStore: true }, stock, network);
};

const weigh = (errand: Errand, stock: Stock, network: Network): Weighed => {
  const candidates = candidatesFor(errand, stock, network);
  const sourced = chooseSources(problemOf(errand, candidates, network));
  return { errand, candidates, ...(sourced ? { sourced } : {}) };
};

/** What the same choice of goods and locations costs by today's rules; `undefined` when it is not possible any more. */
export const costOf = (
  { errand, candidates }: Weighed,
  sendings: readonly Sending[],
  network: Network,
): number | undefined => {
  const { sources, splitPenalty } = problemOf(errand, candidates, network);
  let cost = splitPenalty * Math.max(0, sendings.length - 1);
  for (const { id, units } of sendings) {
    const source = sources.find((each) => each.id === id);
    if (!source || units.some((count, sku) => count > (source.available[sku] ?? 0))) return undefined;
    cost += source.parcel + units.reduce((sum, count, sku) => sum + count * (source.unit[sku] ?? 0), 0);
  }
  return cost;
};

/**
 * Where the units of an order come from: the cheapest choice of locations, and which stock rows of theirs give the
 * units. Pure: the stock is what was read, and the conditions of the writes decide whether it is still there. What
 * there is too little of at the locations that may send it is named instead.
 */
export const planSources = (
  demand: readonly Demand[],
  stock: Stock,
  { network, facts, random }: { network: Network; facts: ErrandFacts; random: Random },
): { plan: PlannedLocation[]; choice: Choice } | { shortages: Shortage[] } => {
  const { errand, candidates, sourced } = weighErrand(demand, stock, network, facts);
  if (!sourced) return { shortages: shortagesOf(errand, candidates, stock) };
  return {
    plan: rowsFor(demand, errand, stock, sourced.sendings, random),
    choice: {
      rules: network.rules.version,
      cost: inMinor(sourced.cost),
      candidates: candidates.filter(({ refusal }) => refusal === undefined).length,
      exact: sourced.exact,
    },
  };
};

const shortagesOf = (errand: Errand, candidates: readonly Candidate[], stock: Stock): Shortage[] =>
  errand.goods.flatMap(({ sku, quantity }, at) => {
    const available = candidates.reduce((sum, each) => sum + (each.available[at] ?? 0), 0);
    const substitutes = stock.get(sku)?.product?.substitutes ?? [];
    return available < quantity ? [{ sku, requested: quantity, available, substitutes }] : [];
  });

/** Takes what each location sends from its stock rows, line by line; the largest parcel is the first fulfilment. */
const rowsFor = (
  demand: readonly Demand[],
  { goods }: Errand,
  stock: Stock,
  sendings: readonly Sending[],
  random: Random,
): PlannedLocation[] => {
  const rows = stockByLocation(goods.flatMap(({ sku }) => stock.get(sku)?.stock ?? []));
  const open = demand.map((line) => ({ ...line }));
  const total = ({ units }: Sending): number => units.reduce((sum, each) => sum + each, 0);
  return sendings
    .toSorted((one, other) => total(other) - total(one) || (one.id < other.id ? -1 : 1))
    .map(({ id, units }) => {
      const location = rows.get(id);
      if (!location) throw new Error(`The location ${id} was chosen, yet it has no stock.`);
      const quota = new Map(goods.map(({ sku }, at) => [sku, units[at] ?? 0]));
      const share = open.map((line) => {
        const left = quota.get(line.sku) ?? 0;
        const quantity = Math.min(left, line.quantity);
        quota.set(line.sku, left - quantity);
        line.quantity -= quantity;
        return { ...line, quantity };
      });
      return { locationId: id, units: takeUnits(share, location, random) };
    });
};
