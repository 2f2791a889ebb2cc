import { loadSaleable } from '../../inventory/effects/load-stock-store.ts';
import { isProblem } from '../../kernel/problem.ts';
import type { DecideLater } from '../../orders/effects/change-order.ts';
import type { Deps } from '../../runtime/deps.ts';
import type { Rejection } from '../rejection.ts';
import { loadNetwork } from './network-store.ts';
import { rejectOrSubstitute } from './reject-or-substitute.ts';
import { withSlots } from './with-slots.ts';

/** Reads the stock of what a location refuses, and decides where it comes from instead; both again when somebody was faster. */
export const rejectFrom =
  ({ table, random }: Pick<Deps, 'table' | 'random'>, id: string, rejection: Rejection): DecideLater =>
  async (order, context) => {
    const lines = order.fulfilments.find((each) => each.id === id)?.lines ?? [];
    const named = rejection.lines && new Set(rejection.lines.map(({ lineId }) => lineId));
    const skus = lines.filter(({ lineId }) => !named || named.has(lineId)).map(({ sku }) => sku);
    const [network, stock] = await Promise.all([
      loadNetwork(table, new Date(context.at), true),
      loadSaleable(table, [...new Set(skus)]),
    ]);
    const sourcing = { ...context, network, stock, random };
    const decision = await rejectOrSubstitute(table, order, id, rejection, sourcing);
    if (decision === 'nothing' || isProblem(decision)) return decision;
    return withSlots(order, decision, network, context.at);
  };
