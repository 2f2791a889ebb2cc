import * as z from 'zod';
import { orderIdSchema } from '../orders/order-schema.ts';

/** An order's event as the bus brings it, as far as rules look at it. */
export const automationEventSchema = z.object({
  eventId: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}\.\d+$/),
  type: z.string(),
  at: z.string(),
  actor: z.string(),
  orderId: orderIdSchema,
  /** The rules that led to it, one after the other. */
  chain: z.array(z.string()).optional(),
  correlationId: z.string().optional(),
  data: z.record(z.string(), z.unknown()).default({}),
});

export type AutomationEvent = z.infer<typeof automationEventSchema>;
