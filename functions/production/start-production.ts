import { answerProductionStep } from '../../shared/production/effects/answer-production-step.ts';
import { startProductionOperation } from '../../shared/production/production-operations.ts';
import { startProduction } from '../../shared/production/production-steps.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(startProductionOperation, (request, deps) =>
  answerProductionStep(request, deps, (order, context) =>
    startProduction(order, request.params.id, request.body, context),
  ),
);
