import * as z from 'zod';
import { STAFF } from '../kernel/actor.ts';
import { operation } from '../kernel/operation.ts';
import { pageOf, pageQuery } from '../kernel/page.ts';
import { orderSummarySchema } from '../orders/order-answers.ts';
import { emailSchema, phoneSchema, text } from '../orders/order-schema.ts';
import { channelCustomerIdSchema } from './channel-id-schema.ts';
import { CUSTOMER_EVENTS } from './customer-events.ts';
import { customerIdSchema, customerSchema, putCustomerSchema } from './customer-schema.ts';

const BY_ID = z.strictObject({ id: customerIdSchema });
const tag = 'customers';
const DESK = ['service_agent', 'finance'] as const;

/** Creates or replaces a customer; customers may change themselves, but not the merchant's judgement of them. */
export const putCustomerOperation = operation({
  id: 'put-customer',
  method: 'PUT',
  path: '/v1/customers/{id}',
  summary: 'Create (201) or replace (200) a customer; giving credit takes finance',
  tag,
  roles: ['service_agent', 'finance', 'storefront', 'dealer'],
  params: BY_ID,
  body: putCustomerSchema,
  answer: customerSchema,
  status: 200,
  problems: [
    'not_found',
    'precondition_failed',
    'version_conflict',
    'contact_taken',
    'customer_merged',
    'customer_erased',
  ],
});

export const getCustomerOperation = operation({
  id: 'get-customer',
  method: 'GET',
  path: '/v1/customers/{id}',
  summary: 'Read a customer, with what they bought and owe; of one who was merged, the one they go on as',
  tag,
  roles: [...STAFF, 'storefront', 'dealer'],
  params: BY_ID,
  answer: customerSchema,
  status: 200,
  problems: ['not_found'],
});

export const findCustomersOperation = operation({
  id: 'find-customers',
  method: 'GET',
  path: '/v1/customers',
  summary: 'Find customers by a telephone number, an e-mail address, or a channel’s own id',
  tag,
  roles: STAFF,
  query: z
    .strictObject({
      phone: phoneSchema.optional(),
      email: emailSchema.optional(),
      channelCustomerId: channelCustomerIdSchema.optional(),
    })
    .refine((query) => Object.values(query).some((value) => value !== undefined), {
      error: 'takes phone, email or channelCustomerId',
    }),
  answer: z.object({ items: z.array(customerSchema) }),
  status: 200,
});

export const addCustomerNoteOperation = operation({
  id: 'add-customer-note',
  method: 'POST',
  path: '/v1/customers/{id}/notes',
  summary: 'Write a note on a customer’s timeline',
  tag,
  roles: STAFF,
  params: BY_ID,
  body: z.strictObject({ text: text(2000) }),
  answer: z.object({ at: z.string(), actor: z.string(), text: z.string() }),
  status: 201,
  idempotent: true,
  problems: ['not_found', 'customer_erased', 'version_conflict'],
});

export const getCustomerTimelineOperation = operation({
  id: 'get-customer-timeline',
  method: 'GET',
  path: '/v1/customers/{id}/timeline',
  summary: 'Read who did what to a customer, when and why, newest first',
  tag,
  roles: STAFF,
  params: BY_ID,
  query: z.strictObject(pageQuery),
  answer: pageOf(
    z.object({
      id: z.string(),
      customerId: z.string(),
      type: z.enum(CUSTOMER_EVENTS),
      at: z.string(),
      actor: z.string(),
      reason: z.string().optional(),
      data: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
  status: 200,
  problems: ['not_found'],
});

export const listCustomerOrdersOperation = operation({
  id: 'list-customer-orders',
  method: 'GET',
  path: '/v1/customers/{id}/orders',
  summary: 'List a person’s orders, newest first, over everybody who was merged into them',
  tag,
  roles: [...STAFF, 'storefront', 'dealer'],
  params: BY_ID,
  query: z.strictObject(pageQuery),
  answer: pageOf(orderSummarySchema),
  status: 200,
  problems: ['not_found'],
});

const reason = text(500);

const mergeCustomersSchema = z
  .strictObject({
    into: customerIdSchema.optional(),
    from: z.union([customerIdSchema, z.array(customerIdSchema).min(1).max(10)]).optional(),
    /** The same in one list: the first goes on. */
    customerIds: z.array(customerIdSchema).min(2).max(11).optional(),
    reason,
  })
  .superRefine(({ into, from, customerIds }, context) => {
    const wrong = (field: string, code: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message, params: { code } });
    if (customerIds !== undefined) {
      if (into !== undefined || from !== undefined)
        wrong('customerIds', 'said_twice', 'says the same as into and from; send one or the other');
    } else {
      if (into === undefined) wrong('into', 'required', 'is required without customerIds');
      if (from === undefined) wrong('from', 'required', 'is required without customerIds');
    }
  })
  .transform(({ into, from, customerIds, reason: why }) => {
    const [first = '', ...others] = customerIds ?? [into ?? '', ...[from ?? []].flat()];
    return { into: first, from: [...new Set(others)], reason: why };
  });

/** Several customers turn out to be one person. */
export const mergeCustomersOperation = operation({
  id: 'merge-customers',
  method: 'POST',
  path: '/v1/customers/merge',
  summary: 'Make several customers one person; the one named first, or as into, goes on',
  tag,
  roles: DESK,
  body: mergeCustomersSchema,
  answer: customerSchema,
  status: 200,
  idempotent: true,
  problems: [
    'not_found',
    'already_merged',
    'customer_merged',
    'customer_erased',
    'too_many_merged',
    'version_conflict',
    'forbidden',
  ],
});

/** Named by the one who goes on, the latest merge into them is undone, or the one of `from`. */
export const unmergeCustomerOperation = operation({
  id: 'unmerge-customer',
  method: 'POST',
  path: '/v1/customers/{id}/unmerge',
  summary: 'Undo the merge of a customer; both are as they were, with their own orders',
  tag,
  roles: DESK,
  params: BY_ID,
  body: z.strictObject({ reason, from: customerIdSchema.optional() }),
  answer: z.object({ customer: customerSchema, from: customerSchema }),
  status: 200,
  problems: ['not_found', 'not_merged', 'customer_erased', 'version_conflict'],
});
