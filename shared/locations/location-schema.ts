import * as z from 'zod';
import { addressSchema, text } from '../orders/order-schema.ts';
import { LOCATION_KINDS } from './location.ts';

const address = addressSchema.partial({ name: true, phone: true, province: true });

/** The body of `PUT /v1/locations/{id}`: the whole location. */
export const putLocationSchema = z.strictObject({
  name: text(120),
  kind: z.enum(LOCATION_KINDS),
  address,
  active: z.boolean().default(true),
  dailyCapacity: z.int().min(0).max(1_000_000).optional(),
  cutOff: z
    .string()
    .regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, { error: 'is a time of day, HH:MM' })
    .optional(),
});

export type PutLocation = z.infer<typeof putLocationSchema>;

/** A location, as answers show it. */
export const locationSchema = z.object({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  kind: z.enum(LOCATION_KINDS),
  address,
  active: z.boolean(),
  dailyCapacity: z.int().optional(),
  cutOff: z.string().optional(),
});
