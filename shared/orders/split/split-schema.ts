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
 * The body of `POST /v1/orders/{id}/split`. `groups`: who goes where, by hand, every unit named once. `by: location`: an
 * order for each location that the goods are reserved at. `by: availability`: what can go now stays, what waits becomes an
 * order of its own; what waits are units for which no stock is reserved, or, where all are reserved, those that are not at
 * the location which has the most of them. The first group stays in the order, every further one becomes a new one. Gifts
 * go with what they were given for, wherever they are named, and need not be.
 */
export const splitOrderSchema = z
  .strictObject({
    groups: z.array(groupSchema).min(2).max(MAX_GROUPS).optional(),
    by: z.enum(['location', 'availability']).optional(),
  })
  .refine(({ groups, by }) => (groups === undefined) !== (by === undefined), {
    path: ['groups'],
    error: 'say either groups or by',
  });

export type SplitCommand = z.infer<typeof splitOrderSchema>;
export type SplitGroup = readonly { lineId: string; quantity: number }[];
