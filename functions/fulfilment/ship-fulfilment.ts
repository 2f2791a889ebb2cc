import { answerFulfilmentStep } from '../../shared/fulfilment/effects/answer-fulfilment-step.ts';
import { shipFulfilmentOperation } from '../../shared/fulfilment/fulfilment-operations.ts';
import { shipFulfilment } from '../../shared/fulfilment/ship-fulfilment.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(shipFulfilmentOperation, (request, deps) =>
  answerFulfilmentStep(request, deps, (order, context) =>
    shipFulfilment(order, request.params.id, request.body, context),
  ),
);
