import * as z from 'zod';
import { STAFF } from '../kernel/actor.ts';
import { instantSchema } from '../kernel/clock.ts';
import { operation } from '../kernel/operation.ts';
import { MAX_TAGS } from './change-tags.ts';
import { assigneeSchema } from './hold-schema.ts';
import { HOLD_KINDS } from './order.ts';
import { orderSchema } from './order-answers.ts';
import { orderIdSchema, tagSchema, text } from './order-schema.ts';

const BY_ID = z.strictObject({ id: orderIdSchema });
const tag = 'orders';

/** Writes something down that the next who looks at the order should know; buyers do not see it. */
export const addNoteOperation = operation({
  id: 'add-note',
  method: 'POST',
  path: '/v1/orders/{id}/notes',
  summary: 'Write a note on an order’s timeline; for staff only',
  tag,
  roles: STAFF,
  params: BY_ID,
  body: z.strictObject({ text: text(2000) }),
  answer: z.object({ id: z.string(), text: z.string(), actor: z.string(), at: instantSchema }),
  status: 201,
  idempotent: true,
  problems: ['not_found', 'version_conflict', 'precondition_failed'],
});

/** Sorts an order by words of the merchant's own; rules may ask for them. */
export const setTagsOperation = operation({
  id: 'set-tags',
  method: 'PUT',
  path: '/v1/orders/{id}/tags',
  summary: 'Give an order these tags and no others; for staff only',
  tag,
  roles: STAFF,
  params: BY_ID,
  body: z.strictObject({ tags: z.array(tagSchema).max(MAX_TAGS) }),
  answer: orderSchema,
  status: 200,
  problems: ['not_found', 'version_conflict', 'precondition_failed'],
});

/** Says who looks after an order, or answers its holds of a kind. */
export const assignOrderOperation = operation({
  id: 'assign-order',
  method: 'PUT',
  path: '/v1/orders/{id}/assignee',
  summary: 'Give an order, or its open holds of a kind, to a role or a person; for staff only',
  tag,
  roles: STAFF,
  params: BY_ID,
  body: z.strictObject({ to: assigneeSchema, hold: z.enum(HOLD_KINDS).optional() }),
  answer: orderSchema,
  status: 200,
  problems: ['not_found', 'version_conflict', 'precondition_failed'],
});
