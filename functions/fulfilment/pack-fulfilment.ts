import { answerFulfilmentStep } from '../../shared/fulfilment/effects/answer-fulfilment-step.ts';
import { packAndWeigh } from '../../shared/fulfilment/effects/pack-and-weigh.ts';
import { packFulfilmentOperation } from '../../shared/fulfilment/fulfilment-operations.ts';
import { isProblem } from '../../shared/kernel/problem.ts';
import { awaitPickup } from '../../shared/pickup/await-pickup.ts';
import { addressedToStore } from '../../shared/pickup/effects/address-store.ts';
import { newPickupCode } from '../../shared/pickup/pickup-code.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(packFulfilmentOperation, (request, deps) => {
  const { id } = request.params;
  const pack = packAndWeigh(deps.table, id, request.body);
  return answerFulfilmentStep(request, deps, async (order, context) => {
    const packed = await pack(order, context);
    if (packed === 'nothing' || isProblem(packed)) return packed;
    const addressed = await addressedToStore(deps.table, order, packed, id);
    return awaitPickup(order, addressed, id, { ...context, code: newPickupCode(deps.random) });
  });
});
