import { applyChannelEvent } from '../../shared/channels/effects/apply-channel-event.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { inboxMessageSchema } from '../../shared/webhooks/delivery.ts';
import { readDelivery } from '../../shared/webhooks/effects/delivery-store.ts';

export const handler = queueHandler(inboxMessageSchema, async ({ deliveryKey }, deps) => {
  const delivery = await readDelivery(deps.table, deliveryKey);
  if (!delivery) throw new Error(`The delivery ${deliveryKey} is not kept any more.`);
  return applyChannelEvent(deps, delivery);
});
