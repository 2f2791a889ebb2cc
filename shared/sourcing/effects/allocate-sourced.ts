import { allocateOrder } from '../../fulfilment/allocate-order.ts';
import { loadSaleable } from '../../inventory/effects/load-stock-store.ts';
import { isProblem } from '../../kernel/problem.ts';
import type { DecideLater } from '../../orders/effects/change-order.ts';
import type { Deps } from '../../runtime/deps.ts';
import { demandOf, mayBeBetter, openGroups, sourceAnew } from '../source-anew.ts';
import { loadNetwork } from './network-store.ts';
import { withSlots } from './with-slots.ts';

/**
 * Sends a ready order to its warehouses from where that is best now. Between placing and paying a location may have
 * closed, filled up or passed its cut-off: then, and only then, stock is read and the goods are moved if that is worth it.
 */
export const allocateSourced = ({ table, random }: Pick<Deps, 'table' | 'random'>): DecideLater => {
  // Any copy will do at first: what a location takes on in a day is held by a condition, and who fails it asks for the last.
  let isRetry = false;
  return async (order, context) => {
    const plain = allocateOrder(order, context);
    if (plain === 'nothing' || isProblem(plain)) return plain;
    const { at, actor } = context;
    const network = await loadNetwork(table, new Date(at), isRetry);
    isRetry = true;
    const moved = mayBeBetter(order, network, at)
      ? sourceAnew(order, {
          stock: await loadSaleable(table, [...new Set(demandOf(openGroups(order)).map(({ sku }) => sku))]),
          network,
          random,
          at,
          actor,
        })
      : undefined;
    if (!moved) return withSlots(order, plain, network, at);
    const decision = allocateOrder(moved.order, context);
    if (decision === 'nothing' || isProblem(decision)) return decision;
    return withSlots(order, { ...decision, events: [moved.event, ...decision.events] }, network, at);
  };
};
