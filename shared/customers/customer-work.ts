import * as z from 'zod';
import { instantSchema } from '../kernel/clock.ts';
import { customerIdSchema } from './customer-schema.ts';

/** One customer who is due, as a sweep found them; whether that still holds is decided by what stands there. */
export const customerWorkSchema = z.object({
  kind: z.enum(['tier', 'erasure']),
  customerId: customerIdSchema,
  asOf: instantSchema,
});

export type CustomerWork = z.infer<typeof customerWorkSchema>;
