import { createWaybill } from '../../shared/fulfilment/create-waybill.ts';
import { answerFulfilmentStep } from '../../shared/fulfilment/effects/answer-fulfilment-step.ts';
import { createWaybillOperation } from '../../shared/fulfilment/fulfilment-operations.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(createWaybillOperation, (request, deps) =>
  answerFulfilmentStep(request, deps, (order, context) =>
    createWaybill(order, request.params.id, request.body, context),
  ),
);
