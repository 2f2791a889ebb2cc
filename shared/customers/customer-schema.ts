import * as z from 'zod';
import { addressSchema, emailSchema, phoneSchema, text } from '../orders/order-schema.ts';
import { CLASSES } from './customer.ts';

export const customerIdSchema = z
  .string()
  .regex(/^cus_[0-9A-Za-z-]{1,40}$/, { error: 'is not a customer id' });

const optionalFields = {
  phone: phoneSchema.optional(),
  email: emailSchema.optional(),
  language: z.enum(['en', 'zh']).optional(),
  notes: text(2000).optional(),
};

/**
 * The body of `PUT /v1/customers/{id}`: the whole customer. Tier, credit rating and notes are the merchant's: left out,
 * they stay as they are.
 */
export const putCustomerSchema = z.strictObject({
  name: text(120),
  ...optionalFields,
  tier: z.enum(CLASSES).optional(),
  creditRating: z.enum(CLASSES).optional(),
  addresses: z.array(addressSchema).max(50).default([]),
});

export type PutCustomer = z.infer<typeof putCustomerSchema>;

/** A customer, as answers show it; `notes` to staff only. */
export const customerSchema = z.object({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  ...optionalFields,
  tier: z.enum(CLASSES),
  creditRating: z.enum(CLASSES),
  addresses: z.array(addressSchema),
});
