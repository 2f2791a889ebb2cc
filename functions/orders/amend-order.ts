import { amendOrderOperation } from '../../shared/orders/desk-operations.ts';
import { amendFrom } from '../../shared/orders/effects/amend-order.ts';
import { answerOrderChange } from '../../shared/orders/effects/answer-order-change.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(amendOrderOperation, (request, deps) =>
  answerOrderChange(
    { ...request, dryRun: request.query.dryRun },
    deps,
    request.params.id,
    amendFrom(deps, request.body, request.actor),
  ),
);
