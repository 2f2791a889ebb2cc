import { carrierEventSchema } from '../../shared/fulfilment/carrier-event-schema.ts';
import { webhookHandler } from '../../shared/webhooks/effects/webhook-handler.ts';

/** Carriers and trackers whose form of a scan is understood. */
const CARRIERS = ['generic'];

export const handler = webhookHandler({
  inbox: 'carrier',
  senderOf: ({ carrier }) =>
    carrier !== undefined && CARRIERS.includes(carrier)
      ? { name: `carriers/${carrier}`, body: carrierEventSchema }
      : undefined,
});
