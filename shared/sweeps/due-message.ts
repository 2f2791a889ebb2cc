import * as z from 'zod';
import { instantSchema } from '../kernel/clock.ts';
import { orderIdSchema } from '../orders/order-schema.ts';

const common = { orderId: orderIdSchema, asOf: instantSchema };

/** One thing whose deadline is reached, as a sweep found it; whether that still holds is decided by the order. */
export const dueMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['unpaid', 'shipping', 'completion']), ...common }),
  z.object({ kind: z.literal('placement'), ...common }),
  z.object({ kind: z.literal('parcel'), fulfilmentId: z.string(), ...common }),
]);

export type DueMessage = z.infer<typeof dueMessageSchema>;
