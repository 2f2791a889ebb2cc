import { loadSkusAt } from '../../inventory/effects/load-stock-store.ts';
import { isProblem } from '../../kernel/problem.ts';
import { findLocation } from '../../locations/effects/location-store.ts';
import type { DecideLater } from '../../orders/effects/change-order.ts';
import type { Deps } from '../../runtime/deps.ts';
import { loadNetwork } from '../../sourcing/effects/network-store.ts';
import { withSlots } from '../../sourcing/effects/with-slots.ts';
import { finishProduction, type Shelf } from '../finish-production.ts';
import { productionOf } from '../production-steps.ts';

/**
 * Reads where finished goods are put down, and decides; both again when somebody was faster. They are put where the
 * workshop says, else where the product does.
 */
export const finishFrom =
  ({ table }: Pick<Deps, 'table'>, id: string, locationId: string | undefined): DecideLater =>
  async (order, context) => {
    const production = productionOf(order, id);
    if (isProblem(production)) return production;
    const place = locationId ?? production.locationId;
    const shelf = place === undefined ? undefined : await shelfAt(table, place, production.sku);
    const decision = finishProduction(order, id, shelf, context);
    if (decision === 'nothing' || isProblem(decision)) return decision;
    const network = await loadNetwork(table, new Date(context.at), true);
    return withSlots(order, decision, network, context.at);
  };

const shelfAt = async (table: Deps['table'], locationId: string, sku: string): Promise<Shelf> => {
  const [location, skus] = await Promise.all([
    findLocation(table, locationId),
    loadSkusAt(table, locationId, [sku]),
  ]);
  const { product, stock = [] } = skus.get(sku) ?? {};
  const isThere = stock.some(({ shard }) => shard === 0);
  return {
    locationId,
    isKnown: location !== undefined,
    ...(isThere ? {} : { opensWithSafety: product?.safetyStock ?? 0 }),
  };
};
