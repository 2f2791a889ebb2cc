import { answerOrderChange } from '../../shared/orders/effects/answer-order-change.ts';
import { releaseHoldOperation } from '../../shared/orders/order-operations.ts';
import { releaseHold } from '../../shared/orders/release-hold.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(releaseHoldOperation, (request, deps) =>
  answerOrderChange(request, deps, request.params.id, (order, context) =>
    releaseHold(order, request.params.holdId, request.query.note, context, request.actor),
  ),
);
