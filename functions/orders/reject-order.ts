import { answerOrderChange } from '../../shared/orders/answer-order-change.ts';
import { rejectOrder } from '../../shared/orders/decide-review.ts';
import { rejectOrderOperation } from '../../shared/orders/order-operations.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(rejectOrderOperation, (request, deps) =>
  answerOrderChange(request, deps, request.params.id, (order, context) =>
    rejectOrder(order, request.body.note, request.actor, context),
  ),
);
