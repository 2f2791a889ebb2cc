import * as z from 'zod';
import { quantitySchema } from '../order-schema.ts';
import { MAX_LINES } from '../place-order-schema.ts';

/** Orders that one becomes at most at once. */
const MAX_GROUPS = 10;

const groupSchema = z
  .array(z.strictObject({ lineId: z.string().max(40), quantity: quantitySchema }))
  .min(1)
  .max(MAX_LINES);

/**
 * The body of `POST /v1/orders/{id}/split`: who goes where, by hand, every unit named once; or by the locations that
 * the goods are reserved at. The first group stays in the order, every further one becomes an order of its own.
 */
export const splitOrderSchema = z
  .strictObject({
    groups: z.array(groupSchema).min(2).max(MAX_GROUPS).optional(),
    by: z.literal('location').optional(),
  })
  .refine(({ groups, by }) => (groups === undefined) !== (by === undefined), {
    path: ['groups'],
    error: 'say either groups or by',
  });

export type SplitCommand = z.infer<typeof splitOrderSchema>;
export type SplitGroup = readonly { lineId: string; quantity: number }[];
