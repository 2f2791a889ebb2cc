import { withComing } from '../../inventory/effects/load-coming.ts';
import { loadSaleable } from '../../inventory/effects/load-stock-store.ts';
import { isProblem } from '../../kernel/problem.ts';
import type { DecideLater } from '../../orders/effects/change-order.ts';
import type { Deps } from '../../runtime/deps.ts';
import { rejectFulfilment } from '../reject-fulfilment.ts';
import { isLost, type Rejection } from '../rejection.ts';
import { loadNetwork } from './network-store.ts';
import { rejectOrSubstitute, standsStill } from './reject-or-substitute.ts';
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
    const sent = await rejectOrSubstitute(table, order, id, rejection, sourcing);
    // What is gone, and nobody else has, may be waited for like any goods that are not there.
    const decision =
      standsStill(sent) && isLost(rejection)
        ? rejectFulfilment(order, id, rejection, {
            ...sourcing,
            stock: await withComing(table, stock, lines),
            mayWait: true,
          })
        : sent;
    if (decision === 'nothing' || isProblem(decision)) return decision;
    return withSlots(order, decision, network, context.at);
  };
