import { type Problem, problem } from '../kernel/problem.ts';
import type { DecisionContext } from '../orders/decision.ts';
import type { Box, Fulfilment } from '../orders/fulfilment.ts';
import type { OrderEvent } from '../orders/order-events.ts';
import type { Policy } from '../policies/policy.ts';
import { namedLine } from './named-lines.ts';

/** A parcel that does not weigh what its goods do. All in grams; `parcel` counts from 1. */
export type OddWeight = {
  parcel: number;
  weightGrams: number;
  expectedGrams: number;
  leastGrams: number;
  mostGrams: number;
};

/**
 * The boxes whose weight says that something else lies in them. A box whose weight nobody said, or with goods whose
 * weight nobody knows, says nothing.
 *
 * @param gramsOf the weight of one unit of a SKU, where it is known.
 */
export const oddWeights = (
  { lines }: Pick<Fulfilment, 'lines'>,
  boxes: readonly Box[],
  gramsOf: (sku: string) => number | undefined,
  { fulfilment: { weightToleranceShare, weightToleranceGrams } }: Pick<Policy, 'fulfilment'>,
): OddWeight[] => {
  return boxes.flatMap(({ weightGrams, lines: contents = lines }, at): OddWeight[] => {
    if (weightGrams === undefined) return [];
    const weights = contents.map((each) => (gramsOf(namedLine(lines, each)?.sku ?? '') ?? 0) * each.quantity);
    if (weights.some((grams) => grams === 0)) return [];
    const expectedGrams = weights.reduce((sum, grams) => sum + grams, 0);
    const margin = Math.ceil(expectedGrams * weightToleranceShare) + weightToleranceGrams;
    const [leastGrams, mostGrams] = [Math.max(1, expectedGrams - margin), expectedGrams + margin];
    if (weightGrams >= leastGrams && weightGrams <= mostGrams) return [];
    return [{ parcel: at + 1, weightGrams, expectedGrams, leastGrams, mostGrams }];
  });
};

/** 409 with the figures: somebody looks into the box, or says that it is right. */
export const weightDiffers = (parcels: readonly OddWeight[]): Problem =>
  problem(409, 'weight_differs', 'A parcel does not weigh what its goods do', {
    detail: 'Look what lies in it. If it is right, pack it again with confirmWeight: true.',
    extra: { parcels },
  });

/** Who said that an odd weight is right. */
export const weightConfirmed = (
  fulfilmentId: string,
  parcels: readonly OddWeight[],
  { at, actor }: Pick<DecisionContext, 'at' | 'actor'>,
): OrderEvent => ({ type: 'weight_confirmed', at, actor, data: { fulfilmentId, parcels } });
