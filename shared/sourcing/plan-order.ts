import type { SkuStock } from '../inventory/effects/load-stock-store.ts';
import type { Random } from '../kernel/ids.ts';
import { type Problem, validationFailed } from '../kernel/problem.ts';
import { insufficientStock } from '../orders/insufficient-stock.ts';
import { type NeedingLine, needsOf } from '../orders/needs-of.ts';
import type { ErrandFacts } from './errand.ts';
import type { Network } from './place.ts';
import { type PlannedOrWaiting, planOrWait } from './plan-backorders.ts';

/**
 * Where a new order's goods come from, how that was chosen, and what is waited for. 409 with the shortages where the
 * locations that may send them have too little, and the products' limits no room for more to wait; 422 where they are to be fetched from a place that is none.
 */
export const planOrder = (
  items: readonly NeedingLine[],
  stock: ReadonlyMap<string, SkuStock>,
  context: { network: Network; facts: ErrandFacts; random: Random },
): PlannedOrWaiting | Problem => {
  const refused = noSuchStore(context);
  if (refused) return refused;
  const planned = planOrWait(items.flatMap(needsOf), stock, context);
  return 'shortages' in planned ? insufficientStock(planned.shortages) : planned;
};

const noSuchStore = ({ network, facts }: { network: Network; facts: ErrandFacts }): Problem | undefined => {
  const { method, pickupLocationId } = facts.delivery;
  if (method !== 'pickup' || pickupLocationId === undefined) return undefined;
  if (network.places.get(pickupLocationId)?.active) return undefined;
  return validationFailed([
    {
      path: '/delivery/pickupLocationId',
      code: 'unknown_location',
      message: 'is not a location that goods can be fetched from',
    },
  ]);
};
