import { loadShippingFacts } from '../../shared/carriers/effects/load-shipping-facts.ts';
import { createWaybill } from '../../shared/fulfilment/create-waybill.ts';
import { answerFulfilmentStep } from '../../shared/fulfilment/effects/answer-fulfilment-step.ts';
import { createWaybillOperation } from '../../shared/fulfilment/fulfilment-operations.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(createWaybillOperation, (request, deps) => {
  const { id } = request.params;
  return answerFulfilmentStep(request, deps, async (order, context) => {
    const fulfilment = order.fulfilments.find((each) => each.id === id);
    const facts = await loadShippingFacts(deps.table, fulfilment);
    return createWaybill(order, id, request.body, context, facts);
  });
});
