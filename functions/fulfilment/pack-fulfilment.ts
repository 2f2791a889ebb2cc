import { answerFulfilmentStep } from '../../shared/fulfilment/effects/answer-fulfilment-step.ts';
import { packFulfilmentOperation } from '../../shared/fulfilment/fulfilment-operations.ts';
import { packFulfilment } from '../../shared/fulfilment/pack-fulfilment.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(packFulfilmentOperation, (request, deps) =>
  answerFulfilmentStep(request, deps, (order, context) =>
    packFulfilment(order, request.params.id, context, request.body.parcels),
  ),
);
