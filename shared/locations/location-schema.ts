import * as z from 'zod';
import { TRAITS } from '../catalog/product.ts';
import { addressSchema, text } from '../orders/order-schema.ts';
import { LOCATION_KINDS, LOCATION_SYSTEMS } from './location.ts';

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== undefined;
  } catch {
    return false;
  }
};

const isDistinct = (list: readonly unknown[]): boolean => new Set(list).size === list.length;
const noRepeat = { error: 'names one of them twice' };

/** When goods leave, and which goods. */
const calendar = {
  timeZone: z
    .string()
    .max(60)
    .refine(isTimeZone, { error: 'is the name of a time zone, as Asia/Shanghai' })
    .optional(),
  workingDays: z.array(z.int().min(1).max(7)).min(1).max(7).refine(isDistinct, noRepeat).optional(),
  holidays: z.array(z.iso.date()).max(400).refine(isDistinct, noRepeat).optional(),
  handles: z.array(z.enum(TRAITS)).refine(isDistinct, noRepeat).optional(),
};

const address = addressSchema.partial({ name: true, phone: true, province: true });

/** The body of `PUT /v1/locations/{id}`: the whole location. */
export const putLocationSchema = z.strictObject({
  name: text(120),
  kind: z.enum(LOCATION_KINDS),
  address,
  active: z.boolean().default(true),
  system: z.enum(LOCATION_SYSTEMS).optional(),
  dailyCapacity: z.int().min(0).max(1_000_000).optional(),
  cutOff: z
    .string()
    .regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, { error: 'is a time of day, HH:MM' })
    .optional(),
  ...calendar,
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
  system: z.enum(LOCATION_SYSTEMS).optional(),
  dailyCapacity: z.int().optional(),
  cutOff: z.string().optional(),
  timeZone: z.string().optional(),
  workingDays: z.array(z.int()).optional(),
  holidays: z.array(z.string()).optional(),
  handles: z.array(z.enum(TRAITS)).optional(),
});
