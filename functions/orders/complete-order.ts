import { completeOrder } from '../../shared/orders/complete-order.ts';
import { answerOrderChange } from '../../shared/orders/effects/answer-order-change.ts';
import { completeOrderOperation } from '../../shared/orders/order-operations.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(completeOrderOperation, (request, deps) =>
  answerOrderChange(request, deps, request.params.id, completeOrder),
);
