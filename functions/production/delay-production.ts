import { answerProductionStep } from '../../shared/production/effects/answer-production-step.ts';
import { delayProductionOperation } from '../../shared/production/production-operations.ts';
import { delayProduction } from '../../shared/production/production-steps.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(delayProductionOperation, (request, deps) =>
  answerProductionStep(request, deps, (order, context) =>
    delayProduction(order, request.params.id, request.body, context),
  ),
);
