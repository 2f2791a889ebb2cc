import { answerFulfilmentStep } from '../../shared/fulfilment/effects/answer-fulfilment-step.ts';
import { renewPickupCode } from '../../shared/pickup/await-pickup.ts';
import { newPickupCode } from '../../shared/pickup/pickup-code.ts';
import { renewPickupCodeOperation } from '../../shared/pickup/pickup-operations.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(renewPickupCodeOperation, (request, deps) =>
  answerFulfilmentStep(request, deps, (order, context) =>
    renewPickupCode(order, request.params.id, { ...context, code: newPickupCode(deps.random) }),
  ),
);
