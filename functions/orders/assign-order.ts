import { assignOrder } from '../../shared/orders/assign-order.ts';
import { answerOrderChange } from '../../shared/orders/effects/answer-order-change.ts';
import { assignOrderOperation } from '../../shared/orders/note-operations.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(assignOrderOperation, (request, deps) =>
  answerOrderChange(request, deps, request.params.id, (order, context) =>
    assignOrder(order, request.body, context),
  ),
);
