import { answerProductionStep } from '../../shared/production/effects/answer-production-step.ts';
import { finishFrom } from '../../shared/production/effects/finish-from.ts';
import { finishProductionOperation } from '../../shared/production/production-operations.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(finishProductionOperation, (request, deps) =>
  answerProductionStep(request, deps, finishFrom(deps, request.params.id, request.body.locationId)),
);
