import { cancelOrder } from '../../shared/orders/cancel-order.ts';
import { answerOrderChange } from '../../shared/orders/effects/answer-order-change.ts';
import { cancelOrderOperation } from '../../shared/orders/order-operations.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(cancelOrderOperation, (request, deps) =>
  answerOrderChange(request, deps, request.params.id, (order, context) =>
    cancelOrder(order, request.body.reason, context),
  ),
);
