import { answerFulfilmentStep } from '../../shared/fulfilment/effects/answer-fulfilment-step.ts';
import { releaseFulfilmentOperation } from '../../shared/fulfilment/fulfilment-operations.ts';
import { releaseFulfilment } from '../../shared/fulfilment/release-fulfilment.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(releaseFulfilmentOperation, (request, deps) =>
  answerFulfilmentStep(request, deps, (order, context) =>
    releaseFulfilment(order, request.params.id, context),
  ),
);
