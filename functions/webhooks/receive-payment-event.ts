import { paymentEventSchema } from '../../shared/payments/payment-events.ts';
import { webhookHandler } from '../../shared/webhooks/effects/webhook-handler.ts';

/** Providers whose notifications are understood; the simulator's secret exists in development only. */
const PROVIDERS = ['simulator'];

export const handler = webhookHandler({
  inbox: 'payment',
  senderOf: ({ provider }) =>
    provider !== undefined && PROVIDERS.includes(provider)
      ? { name: `payments/${provider}`, body: paymentEventSchema }
      : undefined,
});
