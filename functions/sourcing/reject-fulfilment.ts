import { answerFulfilmentStep } from '../../shared/fulfilment/effects/answer-fulfilment-step.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { rejectFrom } from '../../shared/sourcing/effects/reject-from.ts';
import { rejectFulfilmentOperation } from '../../shared/sourcing/sourcing-operations.ts';

export const handler = httpHandler(rejectFulfilmentOperation, (request, deps) =>
  answerFulfilmentStep(request, deps, rejectFrom(deps, request.params.id, request.body)),
);
