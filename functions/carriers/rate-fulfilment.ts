import { rateFulfilmentOperation } from '../../shared/carriers/carrier-operations.ts';
import { chooseService } from '../../shared/carriers/choose-service.ts';
import { loadShippingFacts } from '../../shared/carriers/effects/load-shipping-facts.ts';
import { shipmentOf } from '../../shared/carriers/shipment-of.ts';
import { loadFulfilment } from '../../shared/fulfilment/effects/fulfilment-store.ts';
import { isProblem } from '../../shared/kernel/problem.ts';
import { loadPolicy } from '../../shared/policies/effects/policy-store.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(rateFulfilmentOperation, async ({ params, query }, { table, now }) => {
  const found = await loadFulfilment(table, params.id);
  if (isProblem(found)) return found;
  const { order, fulfilment } = found;
  const [facts, { policy }] = await Promise.all([
    loadShippingFacts(table, fulfilment),
    loadPolicy(table, order.head.shopId),
  ]);
  const deliverBy = query.deliverBy && new Date(query.deliverBy).toISOString();
  const shipment = shipmentOf(order, fulfilment, facts, {
    readyAt: now().toISOString(),
    ...(deliverBy ? { deliverBy } : {}),
  });
  const { parcels, cod } = shipment;
  const choice = chooseService(
    facts.carriers,
    shipment,
    policy.review.cnyRates,
    order.body.delivery.carrierWish,
  );
  return ok({ ...choice, parcels, ...(cod ? { cod } : {}) });
});
