import type { Demand } from '../inventory/demand.ts';
import type { SkuStock } from '../inventory/effects/load-stock-store.ts';
import { needsOf } from '../orders/needs-of.ts';
import { type Candidate, inMinor, parcelCost, type Refusal } from './candidates.ts';
import type { Network } from './place.ts';
import { costOf, type Weighed } from './plan-sources.ts';
import type { Sending } from './sourcing-problem.ts';

/** What was said of a location: it was chosen, has too little by itself, is dearer, or was not asked at all. */
export type Verdict = 'chosen' | 'has_too_little' | 'dearer' | Refusal;

/** A choice of locations in words and numbers: what each could have done, what it would have cost, and why it was so. */
export const explainChoice = ({ errand, candidates, sourced }: Weighed, network: Network) => {
  const goods = (units: readonly number[]) =>
    errand.goods.flatMap(({ sku }, at) => ((units[at] ?? 0) > 0 ? [{ sku, quantity: units[at] ?? 0 }] : []));
  const whole = errand.goods.map(({ quantity }) => quantity);
  const weighed = { errand, candidates };
  const priced = (sendings: readonly Sending[]): number | undefined => {
    const cost = costOf(weighed, sendings, network);
    return cost === undefined ? undefined : inMinor(cost);
  };
  const verdictOf = ({ locationId, refusal }: Candidate, alone: number | undefined): Verdict => {
    if (refusal) return refusal;
    if (sourced?.sendings.some(({ id }) => id === locationId)) return 'chosen';
    return alone === undefined ? 'has_too_little' : 'dearer';
  };
  return {
    rules: network.rules.version,
    zone: candidates[0]?.zone,
    goods: errand.goods,
    promisedShipBy: errand.promisedShipBy,
    splitPenalty: network.rules.splitPenalty,
    possible: sourced !== undefined,
    plan: (sourced?.sendings ?? []).map(({ id, units }) => ({
      locationId: id,
      goods: goods(units),
      cost: priced([{ id, units }]) ?? 0,
    })),
    ...(sourced
      ? { cost: inMinor(sourced.cost), costAtLeast: inMinor(sourced.atLeast), exact: sourced.exact }
      : {}),
    candidates: candidates.map((candidate) => {
      const alone = candidate.refusal ? undefined : priced([{ id: candidate.locationId, units: whole }]);
      return {
        locationId: candidate.locationId,
        verdict: verdictOf(candidate, alone),
        leavesOn: candidate.leavesOn,
        parcel: { ...candidate.costs, total: parcelCost(candidate) },
        available: goods(candidate.available),
        ...(alone === undefined ? {} : { costAlone: alone }),
      };
    }),
  };
};

/** Lines of a request, each a demand of its own; of a bundle its parts are. */
export const demandOfLines = (
  lines: readonly { sku: string; quantity: number }[],
  stock: ReadonlyMap<string, SkuStock>,
): Demand[] =>
  lines.flatMap(({ sku, quantity }, at) => {
    const components = stock.get(sku)?.product?.components;
    return needsOf({ id: String(at), sku, quantity, ...(components ? { components } : {}) });
  });
