import { answerFulfilmentStep } from '../../shared/fulfilment/effects/answer-fulfilment-step.ts';
import { packFulfilmentOperation } from '../../shared/fulfilment/fulfilment-operations.ts';
import { packFulfilment } from '../../shared/fulfilment/pack-fulfilment.ts';
import { isProblem } from '../../shared/kernel/problem.ts';
import { awaitPickup } from '../../shared/pickup/await-pickup.ts';
import { newPickupCode } from '../../shared/pickup/pickup-code.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(packFulfilmentOperation, (request, deps) =>
  answerFulfilmentStep(request, deps, (order, context) => {
    const packed = packFulfilment(order, request.params.id, context, request.body.parcels);
    if (packed === 'nothing' || isProblem(packed)) return packed;
    return awaitPickup(order, packed, request.params.id, { ...context, code: newPickupCode(deps.random) });
  }),
);
