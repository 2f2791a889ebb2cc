import { applyPaymentEvent } from '../../shared/payments/effects/apply-payment-event.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { inboxMessageSchema } from '../../shared/webhooks/delivery.ts';

export const handler = queueHandler(inboxMessageSchema, ({ deliveryKey }, deps) =>
  applyPaymentEvent(deps, deliveryKey),
);
