import { loadSaleable } from '../../inventory/effects/load-stock-store.ts';
import { isProblem, type Problem } from '../../kernel/problem.ts';
import { withFreed } from '../../orders/amend/rearrange-stock.ts';
import { loadOrder } from '../../orders/effects/load-order.ts';
import { readTimeline } from '../../orders/effects/timeline-store.ts';
import { groupsOf } from '../../orders/lay-out-stock.ts';
import type { Deps } from '../../runtime/deps.ts';
import { inMinor } from '../candidates.ts';
import { explainChoice } from '../explain.ts';
import { factsOf } from '../order-facts.ts';
import { costOf, weighErrand } from '../plan-sources.ts';
import { demandOf, openGroups, sendingsOf } from '../source-anew.ts';
import { loadNetwork } from './network-store.ts';

/** The events that say where goods come from. */
const CHOICES: readonly string[] = [
  'stock_reserved',
  'amended',
  'sourced_anew',
  'fulfilment_rejected',
  'exception_unsourced',
];

/** Where an order's goods come from, how that came, and what the rules would choose now; changes nothing. */
export const explainOrder = async ({ table, now }: Deps, orderId: string) => {
  const order = await loadOrder(table, orderId);
  if (isProblem(order)) return order satisfies Problem;
  const open = openGroups(order);
  const demand = demandOf(open);
  const [timeline, network, stock] = await Promise.all([
    readTimeline(table, orderId),
    loadNetwork(table, now(), true),
    loadSaleable(table, [...new Set(demand.map(({ sku }) => sku))]),
  ]);
  const weighed = weighErrand(
    demand,
    withFreed(stock, open, []),
    network,
    factsOf(order, now().toISOString()),
  );
  const costNow = costOf(weighed, sendingsOf(open, weighed.errand.goods), network);
  return {
    orderId,
    reserved: groupsOf(order.reservations).map(({ locationId, units }) => ({
      locationId,
      goods: demandOf([{ locationId, units }]).map(({ sku, quantity }) => ({ sku, quantity })),
    })),
    history: timeline
      .filter(({ type }) => CHOICES.includes(type))
      .map(({ type, at, data = {} }) => ({ at, event: type, data })),
    ...(open.length > 0
      ? {
          now: explainChoice(weighed, network),
          ...(costNow === undefined ? {} : { costNow: inMinor(costNow) }),
        }
      : {}),
  };
};
