import { holdsRole } from '../../shared/kernel/actor.ts';
import { forbidden } from '../../shared/kernel/problem.ts';
import { cancelOrder } from '../../shared/orders/cancel-order.ts';
import { answerOrderChange } from '../../shared/orders/effects/answer-order-change.ts';
import { cancelOrderOperation } from '../../shared/orders/order-operations.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(cancelOrderOperation, async (request, deps) => {
  const { reason, evenIfMade = false } = request.body;
  if (evenIfMade && !holdsRole(request.actor, ['sales_manager']))
    return forbidden('Goods that were begun are given up by a sales manager.');
  return answerOrderChange(request, deps, request.params.id, (order, context) =>
    cancelOrder(order, reason, context, evenIfMade),
  );
});
