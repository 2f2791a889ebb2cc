import { answerFulfilmentStep } from '../../shared/fulfilment/effects/answer-fulfilment-step.ts';
import { arriveFrom } from '../../shared/pickup/effects/arrive-from.ts';
import { arriveAtStoreOperation } from '../../shared/pickup/pickup-operations.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(arriveAtStoreOperation, (request, deps) =>
  answerFulfilmentStep(request, deps, arriveFrom(deps, request.params.id)),
);
