import { loadSkusAt } from '../../inventory/effects/load-stock-store.ts';
import { isProblem } from '../../kernel/problem.ts';
import type { Decide } from '../../orders/decision.ts';
import type { DecideLater } from '../../orders/effects/change-order.ts';
import type { Deps } from '../../runtime/deps.ts';
import { freeSlot } from '../../sourcing/effects/capacity-store.ts';
import { arriveAtStore, isBrought } from '../arrive-at-store.ts';
import { newPickupCode } from '../pickup-code.ts';

/** Reads what the store has of the goods, and takes them in at its counter; both again when somebody was faster. */
export const arriveFrom =
  ({ table, random }: Pick<Deps, 'table' | 'random'>, id: string): DecideLater =>
  async (order, context) => {
    const fulfilment = order.fulfilments.find((each) => each.id === id);
    const skus = [...new Set(fulfilment?.lines.map(({ sku }) => sku) ?? [])];
    const known = await loadSkusAt(table, fulfilment?.toStore?.locationId ?? '', skus);
    const opensWithSafety = new Map(
      [...known].flatMap(([sku, { product, stock }]): [string, number][] =>
        stock.some(({ shard }) => shard === 0) ? [] : [[sku, product?.safetyStock ?? 0]],
      ),
    );
    const decision = arriveAtStore(order, id, { code: newPickupCode(random), opensWithSafety }, context);
    if (decision === 'nothing' || isProblem(decision) || !fulfilment?.slot) return decision;
    // Its place in the day of where it was sent from is over.
    return {
      ...decision,
      also: [...(decision.also ?? []), freeSlot(fulfilment.locationId, fulfilment.slot)],
    };
  };

/**
 * A carrier's news, and with the last parcel brought to a store the arrival there: the store's people need not say it
 * again. Where the arrival is not possible yet, the news stand, and the store notes it.
 */
export const arrivingWith =
  (deps: Pick<Deps, 'table' | 'random'>, id: string, decide: Decide): DecideLater =>
  async (order, context) => {
    const told = decide(order, context);
    if (told === 'nothing' || isProblem(told)) return told;
    if (!isBrought(told.next.fulfilments.find((each) => each.id === id))) return told;
    const arrived = await arriveFrom(deps, id)(told.next, context);
    if (arrived === 'nothing' || isProblem(arrived)) return told;
    return {
      ...arrived,
      events: [...told.events, ...arrived.events],
      also: [...(told.also ?? []), ...(arrived.also ?? [])],
    };
  };
