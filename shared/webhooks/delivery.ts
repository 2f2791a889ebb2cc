import * as z from 'zod';
import { text } from '../orders/order-schema.ts';

/** Where a delivery waits to be understood: one queue each. */
export type Inbox = 'channel' | 'payment' | 'carrier';

/** What a sender delivered, kept as it came until it is understood. */
export type Delivery = {
  /** The sender's own id of this delivery. */
  id: string;
  /** `channels/generic/shop-1`, `payments/simulator`, `carriers/generic`. */
  sender: string;
  /** The body as JSON; integers beyond 2^53 are text. */
  body: unknown;
  receivedAt: string;
};

/** The key under which a sender's delivery is kept; also its public `deliveryId`. */
export const deliveryKey = (sender: string, id: string): string => `WEBHOOK#${sender}#${id}`;

/** The message by which a stored delivery is announced. */
export const inboxMessageSchema = z.object({
  inbox: z.enum(['channel', 'payment', 'carrier']),
  deliveryKey: z.string(),
});

/** The part of a body that deduplication needs. */
export const deliveryIdSchema = z.looseObject({
  id: text(128),
});
