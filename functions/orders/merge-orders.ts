import { isProblem } from '../../shared/kernel/problem.ts';
import { mergeOrdersOperation } from '../../shared/orders/desk-operations.ts';
import { orderAnswer } from '../../shared/orders/effects/answer-order-change.ts';
import { changeOrders } from '../../shared/orders/effects/change-orders.ts';
import { mergeOrders } from '../../shared/orders/merge/merge-orders.ts';
import type { Order } from '../../shared/orders/order.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

/** The order that goes on stands first. */
const answer = ([merged]: readonly Order[]) => {
  if (!merged) throw new Error('A merge that was made has no order.');
  return orderAnswer(merged);
};

export const handler = httpHandler(mergeOrdersOperation, async (request, deps) => {
  const { actor, correlationId, body, remember } = request;
  const changed = await changeOrders(
    deps,
    body.orderIds,
    (orders, context) => {
      const merge = mergeOrders(orders, { ...context, by: actor, random: deps.random });
      return isProblem(merge) ? merge : [merge.survivor, ...merge.absorbed];
    },
    { actor: actor.name, correlationId, remember: (after) => remember(answer(after)) },
  );
  return isProblem(changed) ? changed : answer(changed);
});
