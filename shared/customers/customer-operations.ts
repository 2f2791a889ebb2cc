import * as z from 'zod';
import { STAFF } from '../kernel/actor.ts';
import { operation } from '../kernel/operation.ts';
import { customerIdSchema, customerSchema, putCustomerSchema } from './customer-schema.ts';

const BY_ID = z.strictObject({ id: customerIdSchema });
const tag = 'customers';

/** Creates or replaces a customer; customers may change themselves, but not the merchant's judgement of them. */
export const putCustomerOperation = operation({
  id: 'put-customer',
  method: 'PUT',
  path: '/v1/customers/{id}',
  summary: 'Create (201) or replace (200) a customer',
  tag,
  roles: ['service_agent', 'finance', 'storefront', 'dealer'],
  params: BY_ID,
  body: putCustomerSchema,
  answer: customerSchema,
  status: 200,
  problems: ['not_found', 'precondition_failed', 'version_conflict'],
});

export const getCustomerOperation = operation({
  id: 'get-customer',
  method: 'GET',
  path: '/v1/customers/{id}',
  summary: 'Read a customer',
  tag,
  roles: [...STAFF, 'storefront', 'dealer'],
  params: BY_ID,
  answer: customerSchema,
  status: 200,
  problems: ['not_found'],
});
