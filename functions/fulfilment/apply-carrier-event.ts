import { applyCarrierEvents } from '../../shared/fulfilment/apply-carrier-events.ts';
import { carrierEventSchema } from '../../shared/fulfilment/carrier-event-schema.ts';
import { findParcel } from '../../shared/fulfilment/effects/parcel-store.ts';
import { changeOrder } from '../../shared/orders/effects/change-order.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { inboxMessageSchema } from '../../shared/webhooks/delivery.ts';
import { readDelivery } from '../../shared/webhooks/effects/delivery-store.ts';

export const handler = queueHandler(inboxMessageSchema, async ({ deliveryKey }, deps) => {
  const delivery = await readDelivery(deps.table, deliveryKey);
  if (!delivery) throw new Error(`The carrier's delivery ${deliveryKey} is no longer kept.`);
  const { carrier, trackingNumber, events } = carrierEventSchema.parse(delivery.body);
  const parcel = await findParcel(deps.table, carrier, trackingNumber);
  // It may be made a moment later; what never comes is set aside for people.
  if (!parcel) throw new Error(`No parcel has the waybill number ${trackingNumber} of carrier ${carrier}.`);
  const { orderId, fulfilmentId, parcelId } = parcel;
  return changeOrder(
    deps,
    orderId,
    (order, context) => applyCarrierEvents(order, fulfilmentId, parcelId, events, context),
    { actor: `carrier:${carrier}` },
  );
});
