import { answerOrderChange } from '../../shared/orders/answer-order-change.ts';
import { completeOrder } from '../../shared/orders/complete-order.ts';
import { completeOrderOperation } from '../../shared/orders/order-operations.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(completeOrderOperation, (request, deps) =>
  answerOrderChange(request, deps, request.params.id, completeOrder),
);
