import { readCarrierNews } from '../../shared/carriers/effects/read-carrier-news.ts';
import { applyCarrierEvents } from '../../shared/fulfilment/apply-carrier-events.ts';
import { changeOrder } from '../../shared/orders/effects/change-order.ts';
import { arrivingWith } from '../../shared/pickup/effects/arrive-from.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { inboxMessageSchema } from '../../shared/webhooks/delivery.ts';
import { readDelivery } from '../../shared/webhooks/effects/delivery-store.ts';

export const handler = queueHandler(inboxMessageSchema, async ({ deliveryKey }, deps) => {
  const delivery = await readDelivery(deps.table, deliveryKey);
  if (!delivery) throw new Error(`The carrier's delivery ${deliveryKey} is no longer kept.`);
  const news = await readCarrierNews(deps.table, delivery);
  if (!news) return undefined;
  const { orderId, fulfilmentId, parcelId } = news.place;
  return changeOrder(
    deps,
    orderId,
    arrivingWith(deps, fulfilmentId, (order, context) =>
      applyCarrierEvents(order, fulfilmentId, parcelId, news.scans, context),
    ),
    { actor: `carrier:${news.carrier}` },
  );
});
