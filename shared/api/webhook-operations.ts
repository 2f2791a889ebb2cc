import * as z from 'zod';
import { TRACKERS } from '../carriers/carrier.ts';
import { channelEventSchema } from '../channels/channel-event-schema.ts';
import { carrierEventSchema } from '../fulfilment/carrier-event-schema.ts';
import { operation } from '../kernel/operation.ts';
import { shopIdSchema } from '../orders/order-schema.ts';
import { paymentEventSchema } from '../payments/payment-events.ts';

const receipt = z.object({
  accepted: z.literal(true),
  deliveryId: z.string(),
  duplicate: z.literal(true).optional(),
});

const signed = {
  method: 'POST',
  tag: 'webhooks',
  roles: 'signed',
  answer: receipt,
  status: 202,
  problems: ['invalid_signature'],
} as const;

/** A shop or marketplace tells of its orders. */
export const receiveChannelEventOperation = operation({
  ...signed,
  id: 'receive-channel-event',
  path: '/v1/webhooks/channels/{channel}/{shopId}',
  summary: 'A channel tells of an order: created, updated, paid, cancelled',
  params: z.strictObject({ channel: z.enum(['generic']), shopId: shopIdSchema }),
  body: channelEventSchema,
});

/** A payment provider tells of money. */
export const receivePaymentEventOperation = operation({
  ...signed,
  id: 'receive-payment-event',
  path: '/v1/webhooks/payments/{provider}',
  summary: 'A payment provider tells of a payment or a refund',
  params: z.strictObject({ provider: z.enum(['simulator']) }),
  body: paymentEventSchema,
});

/** A carrier tells of its scans of a parcel. */
export const receiveCarrierEventOperation = operation({
  ...signed,
  id: 'receive-carrier-event',
  path: '/v1/webhooks/carriers/{carrier}',
  summary:
    'A carrier tells where a parcel is; kuaidi100, easypost and aftership in their own form and signature',
  params: z.strictObject({ carrier: z.enum(['generic', ...TRACKERS]) }),
  body: carrierEventSchema,
});
