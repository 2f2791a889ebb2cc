import * as z from 'zod';
import { fulfilmentIdSchema } from '../fulfilment/fulfilment-schema.ts';
import { type Role, STAFF } from '../kernel/actor.ts';
import { operation } from '../kernel/operation.ts';
import { pageOf, pageQuery } from '../kernel/page.ts';
import {
  CONFIRMATION_STATUSES,
  confirmationSchema,
  takenConfirmationSchema,
} from './confirmation-message.ts';
import { MESSAGE_NAMES } from './message-schemas.ts';
import { requestMessageSchema } from './request-message.ts';

const tag = 'warehouse';
const WAREHOUSE: readonly Role[] = ['warehouse', 'admin'];

/** The published form of the messages of the two queues. */
export const getMessageSchemaOperation = operation({
  id: 'get-message-schema',
  method: 'GET',
  path: '/v1/schemas/{name}',
  summary: 'The JSON Schema of a message between us and outside warehouses',
  tag,
  roles: 'public',
  params: z.strictObject({ name: z.enum(MESSAGE_NAMES) }),
  answer: z.looseObject({ $schema: z.string() }),
  status: 200,
});

/** The same as a message in the queue of confirmations; a repeat answers the same. */
export const confirmWarehouseWorkOperation = operation({
  id: 'confirm-warehouse-work',
  method: 'POST',
  path: '/v1/warehouse/confirmations',
  summary: 'Take in what an outside warehouse did; what cannot be applied is kept as refused',
  tag,
  roles: WAREHOUSE,
  body: confirmationSchema,
  answer: takenConfirmationSchema,
  status: 200,
  problems: ['message_id_reused'],
});

export const listWarehouseConfirmationsOperation = operation({
  id: 'list-warehouse-confirmations',
  method: 'GET',
  path: '/v1/warehouse/confirmations',
  summary: 'List the confirmations of outside warehouses by what became of them, newest first',
  tag,
  roles: STAFF,
  query: z.strictObject({ status: z.enum(CONFIRMATION_STATUSES).default('refused'), ...pageQuery }),
  answer: pageOf(takenConfirmationSchema),
  status: 200,
});

/** For a warehouse that missed a message: it comes again under the same id, and is answered at once. */
export const sendWarehouseRequestOperation = operation({
  id: 'send-warehouse-request',
  method: 'POST',
  path: '/v1/warehouse/requests/{id}/send',
  summary: 'Send the newest request of a fulfilment to its outside warehouse once more',
  tag,
  roles: WAREHOUSE,
  params: z.strictObject({ id: fulfilmentIdSchema }),
  body: z.strictObject({}),
  bodyOptional: true,
  answer: requestMessageSchema,
  status: 200,
  problems: ['not_found', 'version_conflict'],
});
