import { approveOrder } from '../../shared/orders/decide-review.ts';
import { answerOrderChange } from '../../shared/orders/effects/answer-order-change.ts';
import { approveOrderOperation } from '../../shared/orders/order-operations.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(approveOrderOperation, (request, deps) =>
  answerOrderChange(request, deps, request.params.id, (order, context) =>
    approveOrder(order, request.body.note, request.actor, context),
  ),
);
