import * as z from 'zod';
import { moneySchema } from '../kernel/money.ts';
import { CHANNELS } from '../orders/order.ts';
import { addressSchema, emailSchema, phoneSchema, shopIdSchema, text } from '../orders/order-schema.ts';
import { channelCustomerIdSchema } from './channel-id-schema.ts';
import { CONTACT_KINDS } from './contact-keys.ts';
import { CLASSES, MESSAGE_CHANNELS } from './customer.ts';

export const customerIdSchema = z
  .string()
  .regex(/^cus_[0-9A-Za-z-]{1,40}$/, { error: 'is not a customer id' });

const verified = z.boolean().optional();

const contactSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('phone'),
    value: phoneSchema,
    verified,
    channel: z.enum(CHANNELS).optional(),
    shopId: shopIdSchema.optional(),
    verifiedBy: text(200).optional(),
    verifiedAt: text(40).optional(),
  }),
  z.strictObject({
    kind: z.literal('email'),
    value: emailSchema,
    verified,
    channel: z.enum(CHANNELS).optional(),
    shopId: shopIdSchema.optional(),
    verifiedBy: text(200).optional(),
    verifiedAt: text(40).optional(),
  }),
  z.strictObject({
    kind: z.literal('channel'),
    value: channelCustomerIdSchema,
    verified,
    channel: z.enum(CHANNELS),
    shopId: shopIdSchema.optional(),
    verifiedBy: text(200).optional(),
    verifiedAt: text(40).optional(),
  }),
]);

const preferencesSchema = z.strictObject({
  channels: z.array(z.enum(MESSAGE_CHANNELS)).max(MESSAGE_CHANNELS.length).optional(),
  substitutes: z.enum(['none', 'any']).optional(),
});

const optionalFields = {
  phone: phoneSchema.optional(),
  email: emailSchema.optional(),
  language: z.enum(['en', 'zh']).optional(),
  notes: text(2000).optional(),
  preferences: preferencesSchema.optional(),
};

/**
 * The body of `PUT /v1/customers/{id}`: the whole customer. What is the merchant's (tier, credit, notes), contacts and
 * preferences stay as they are where they are left out. `reason` stands on the timeline.
 */
export const putCustomerSchema = z.strictObject({
  name: text(120),
  ...optionalFields,
  /** Who proved a contact, and when, is not asked for: it is known. */
  contacts: z.array(contactSchema).max(30).optional(),
  tier: z.enum(CLASSES).optional(),
  /** A tier that a person gives stays until they say false. */
  tierPinned: z.boolean().optional(),
  creditRating: z.enum(CLASSES).optional(),
  /** `null` takes the limit away. */
  creditLimit: moneySchema.nullable().optional(),
  addresses: z.array(addressSchema).max(50).default([]),
  reason: text(500).optional(),
});

export type PutCustomer = z.infer<typeof putCustomerSchema>;

/** What a person bought and owes, over everything that was merged. */
export const habitsSchema = z.object({
  orders: z.int(),
  lastOrderAt: z.string().optional(),
  /** What they bought and did not give back, by currency. */
  value: z.array(moneySchema),
});

/** A customer, as answers show it; `notes` to staff only. */
export const customerSchema = z.object({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  ...optionalFields,
  contacts: z.array(
    z.object({
      kind: z.enum(CONTACT_KINDS),
      value: z.string(),
      verified: z.boolean(),
      verifiedBy: z.string().optional(),
      verifiedAt: z.string().optional(),
      channel: z.enum(CHANNELS).optional(),
      shopId: z.string().optional(),
    }),
  ),
  tier: z.enum(CLASSES),
  tierPinned: z.boolean(),
  creditRating: z.enum(CLASSES),
  creditLimit: moneySchema.optional(),
  /** What is owed on credit terms, by currency. */
  outstanding: z.array(moneySchema).optional(),
  habits: habitsSchema.optional(),
  addresses: z.array(addressSchema),
  /** Customers that turned out to be this one. */
  mergedFrom: z.array(z.string()).optional(),
  erasure: z
    .object({ requestedAt: z.string(), reason: z.string(), doneAt: z.string().optional() })
    .optional(),
});
