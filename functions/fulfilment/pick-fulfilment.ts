import { answerFulfilmentStep } from '../../shared/fulfilment/effects/answer-fulfilment-step.ts';
import { pickFulfilmentOperation } from '../../shared/fulfilment/fulfilment-operations.ts';
import { pickFulfilment } from '../../shared/fulfilment/pick-fulfilment.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(pickFulfilmentOperation, (request, deps) =>
  answerFulfilmentStep(request, deps, (order, context) =>
    pickFulfilment(order, request.params.id, request.body.lines, context),
  ),
);
