import * as z from 'zod';
import { STAFF } from '../kernel/actor.ts';
import { operation } from '../kernel/operation.ts';
import { shopIdSchema } from '../orders/order-schema.ts';
import { policySchema } from './policy.ts';

const BY_NAME = z.strictObject({ name: shopIdSchema });
const tag = 'policies';

/** The document and its version; 0 where what holds comes from elsewhere. */
const versionedPolicySchema = policySchema.extend({ version: z.int().min(0) });

export const getPolicyOperation = operation({
  id: 'get-policy',
  method: 'GET',
  path: '/v1/policies/{name}',
  summary: 'Read what holds for a shop, or by `default`',
  tag,
  roles: STAFF,
  params: BY_NAME,
  answer: versionedPolicySchema,
  status: 200,
});

/** Saves a shop's whole document; what it leaves out has the system's default. */
export const putPolicyOperation = operation({
  id: 'put-policy',
  method: 'PUT',
  path: '/v1/policies/{name}',
  summary: 'Create (201) or replace (200) the policy of a shop, or `default`',
  tag,
  roles: ['sales_manager'],
  params: BY_NAME,
  body: policySchema.extend({
    /** As `GET` answered it; the same as `If-Match`, so that an answer can be changed and sent back. */
    version: z.int().min(0).optional(),
  }),
  answer: versionedPolicySchema,
  status: 200,
  problems: ['precondition_failed', 'version_conflict'],
});
