import { answerFulfilmentStep } from '../../shared/fulfilment/effects/answer-fulfilment-step.ts';
import type { Problem } from '../../shared/kernel/problem.ts';
import { handOut } from '../../shared/pickup/hand-out.ts';
import { handOutFulfilmentOperation } from '../../shared/pickup/pickup-operations.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(handOutFulfilmentOperation, async (request, deps) => {
  let refused: Problem | undefined;
  const answer = await answerFulfilmentStep(request, deps, (order, context) => {
    const decision = handOut(order, request.params.id, request.body.code, context);
    refused = typeof decision === 'object' && 'refused' in decision ? decision.refused : undefined;
    // A wrong code is written down before it is answered.
    if (typeof decision === 'object' && 'refused' in decision) return decision.keep ?? decision.refused;
    return decision;
  });
  return refused ?? answer;
});
