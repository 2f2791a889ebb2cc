import * as z from 'zod';
import { instantSchema } from '../kernel/clock.ts';
import { customerIdSchema } from './customer-schema.ts';

/** One customer who is due, as a sweep found them, or who has other preferences now; whether that still holds is decided by what stands there. */
export const customerWorkSchema = z.object({
  kind: z.enum(['tier', 'erasure', 'preferences']),
  customerId: customerIdSchema,
  asOf: instantSchema,
});

export type CustomerWork = z.infer<typeof customerWorkSchema>;
