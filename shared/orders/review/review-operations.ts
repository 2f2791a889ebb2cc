import * as z from 'zod';
import { STAFF } from '../../kernel/actor.ts';
import { instantSchema } from '../../kernel/clock.ts';
import { operation } from '../../kernel/operation.ts';
import { ruleListSchema, ruleSetSchema } from './review-rule-schema.ts';
import { MOST_SIMULATED } from './simulate-rules.ts';

const tag = 'reviews';

export const getReviewRulesOperation = operation({
  id: 'get-review-rules',
  method: 'GET',
  path: '/v1/review-rules',
  summary: 'Read the rules by which orders are approved, refused, held or asked about',
  tag,
  roles: STAFF,
  answer: ruleSetSchema,
  status: 200,
});

/** Replaces all rules; orders that wait are judged by them when they are reviewed next. */
export const putReviewRulesOperation = operation({
  id: 'put-review-rules',
  method: 'PUT',
  path: '/v1/review-rules',
  summary:
    'Replace the review rules: JSON Logic over the order, its customer and its anomalies; the first that applies decides',
  tag,
  roles: ['sales_manager'],
  body: z.strictObject({ rules: ruleListSchema, version: z.int().min(0).optional() }),
  answer: ruleSetSchema,
  status: 200,
  problems: ['precondition_failed', 'version_conflict'],
});

const verdict = z.string();

/** Says what rules would have done; changes nothing. */
export const simulateReviewRulesOperation = operation({
  id: 'simulate-review-rules',
  method: 'POST',
  path: '/v1/review-rules/simulate',
  summary: 'Run rules over past orders and say what would have been decided otherwise',
  tag,
  roles: STAFF,
  body: z.strictObject({
    rules: ruleListSchema,
    from: instantSchema,
    to: instantSchema,
    limit: z.int().min(1).max(MOST_SIMULATED).default(MOST_SIMULATED),
  }),
  answer: z.object({
    looked: z.int(),
    /** There are more orders in this span than were looked at. */
    more: z.boolean(),
    changed: z.int(),
    /** How many orders each verdict would have, by the rules in force and by these. */
    counts: z.array(z.object({ current: verdict, proposed: verdict, orders: z.int() })),
    examples: z.array(
      z.object({
        orderId: z.string(),
        number: z.string(),
        current: verdict,
        currentRule: z.string().optional(),
        proposed: verdict,
        proposedRule: z.string().optional(),
      }),
    ),
  }),
  status: 200,
});
