import * as z from 'zod';
import {
  carrierSchema,
  fulfilmentIdSchema,
  lineName,
  trackingNumberSchema,
} from '../fulfilment/fulfilment-schema.ts';
import { instantSchema } from '../kernel/clock.ts';
import { locationIdSchema, quantitySchema, text } from '../orders/order-schema.ts';
import { REJECTION_CODES } from '../sourcing/rejection.ts';
import { MESSAGE_VERSION } from './request-message.ts';

const MAX_LINES = 1000;
const MAX_PARCELS = 50;

const about = {
  version: z.literal(MESSAGE_VERSION),
  /** The sender's own: a message that comes again has the same one. */
  messageId: z.string().regex(/^[A-Za-z0-9._:-]{1,100}$/, { error: 'takes letters, digits and . _ : -' }),
  locationId: locationIdSchema,
  fulfilmentId: fulfilmentIdSchema,
  /** When it happened there. */
  at: instantSchema,
};

const picked = z
  .array(z.strictObject({ ...lineName, picked: z.int().min(0).max(1_000_000) }))
  .min(1)
  .max(MAX_LINES);
const contents = z
  .array(z.strictObject({ ...lineName, quantity: quantitySchema }))
  .min(1)
  .max(MAX_LINES);
const weightGrams = z.int().min(1).max(100_000_000);

/**
 * What an outside warehouse says. Each message stands for the steps before it as well, so that one that is lost or
 * overtaken is not missed.
 */
export const confirmationSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('accepted'), ...about }),
  /** Without lines all of it; a line that is not named keeps what was said of it before. */
  z.strictObject({ type: z.literal('picked'), ...about, lines: picked.optional() }),
  z.strictObject({
    type: z.literal('packed'),
    ...about,
    parcels: z
      .array(z.strictObject({ weightGrams: weightGrams.optional(), lines: contents.optional() }))
      .min(1)
      .max(MAX_PARCELS)
      .optional(),
  }),
  z.strictObject({
    type: z.literal('shipped'),
    ...about,
    carrier: carrierSchema,
    parcels: z
      .array(
        z.strictObject({
          trackingNumber: trackingNumberSchema,
          weightGrams: weightGrams.optional(),
          lines: contents.optional(),
        }),
      )
      .min(1)
      .max(MAX_PARCELS),
  }),
  /** The location refuses it, or the lines that it names. */
  z.strictObject({
    type: z.literal('rejected'),
    ...about,
    code: z.enum(REJECTION_CODES),
    note: text(500).optional(),
    lines: contents.optional(),
  }),
  /** It is not worked on any more: we asked for that, or the warehouse gave it up. */
  z.strictObject({ type: z.literal('cancelled'), ...about }),
]);

export type Confirmation = z.infer<typeof confirmationSchema>;

export const CONFIRMATION_STATUSES = ['applied', 'unchanged', 'refused'] as const;

/** A confirmation and what became of it: it changed the order, it told nothing new, or it could not be applied. */
export type TakenConfirmation = {
  confirmation: Confirmation;
  status: (typeof CONFIRMATION_STATUSES)[number];
  receivedAt: string;
  /** Why it was refused. */
  code?: string;
  detail?: string;
};

/** {@link TakenConfirmation}, as answers show it. */
export const takenConfirmationSchema = z.object({
  confirmation: confirmationSchema,
  status: z.enum(CONFIRMATION_STATUSES),
  receivedAt: instantSchema,
  code: z.string().optional(),
  detail: z.string().optional(),
});
