import * as z from 'zod';
import { STAFF } from '../kernel/actor.ts';
import { operation } from '../kernel/operation.ts';
import { tierRuleListSchema, tierRuleSetSchema } from './tier-rule-schema.ts';

const tag = 'customers';

export const getTierRulesOperation = operation({
  id: 'get-tier-rules',
  method: 'GET',
  path: '/v1/tier-rules',
  summary: 'Read the rules by which customers get their tier every night',
  tag,
  roles: STAFF,
  answer: tierRuleSetSchema,
  status: 200,
});

/** Replaces all rules; customers are judged by them when they are looked at next. */
export const putTierRulesOperation = operation({
  id: 'put-tier-rules',
  method: 'PUT',
  path: '/v1/tier-rules',
  summary: 'Replace the tier rules: JSON Logic over what a customer bought; the first that applies decides',
  tag,
  roles: ['sales_manager'],
  body: z.strictObject({ rules: tierRuleListSchema, version: z.int().min(0).optional() }),
  answer: tierRuleSetSchema,
  status: 200,
  problems: ['precondition_failed', 'version_conflict'],
});
