import { answerFulfilmentStep } from '../../shared/fulfilment/effects/answer-fulfilment-step.ts';
import { pickFulfilmentOperation } from '../../shared/fulfilment/fulfilment-operations.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { pickAndMove } from '../../shared/sourcing/effects/pick-and-move.ts';

export const handler = httpHandler(pickFulfilmentOperation, (request, deps) =>
  answerFulfilmentStep(request, deps, pickAndMove(deps, request.params.id, request.body.lines)),
);
