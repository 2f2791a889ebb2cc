import { confirmStep } from '../../shared/fulfilment/confirm-step.ts';
import { confirmStepOperation } from '../../shared/orders/confirmation-operations.ts';
import { answerOrderChange } from '../../shared/orders/effects/answer-order-change.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(confirmStepOperation, (request, deps) =>
  answerOrderChange(request, deps, request.params.id, (order, context) =>
    confirmStep(order, request.params.step, { by: request.actor, note: request.body.note }, context),
  ),
);
