import * as z from 'zod';
import { STAFF } from '../kernel/actor.ts';
import { instantSchema } from '../kernel/clock.ts';
import { operation } from '../kernel/operation.ts';
import { pageOf, pageQuery } from '../kernel/page.ts';
import { orderSchema } from '../orders/order-answers.ts';
import { orderIdSchema, text } from '../orders/order-schema.ts';
import { ruleIdSchema, ruleListSchema, ruleSetSchema } from './automation-rule-schema.ts';
import { MOST_SIMULATED } from './simulate-event.ts';

const tag = 'automation';

export const getAutomationRulesOperation = operation({
  id: 'get-automation-rules',
  method: 'GET',
  path: '/v1/automation-rules',
  summary: 'Read the rules that act by themselves when something happens to an order',
  tag,
  roles: STAFF,
  answer: ruleSetSchema,
  status: 200,
});

/** Replaces all rules. A rule does nothing that whoever puts it may not do by hand. */
export const putAutomationRulesOperation = operation({
  id: 'put-automation-rules',
  method: 'PUT',
  path: '/v1/automation-rules',
  summary:
    'Replace the automation rules: on these events, when a JSON Logic condition holds, then these actions',
  tag,
  roles: ['sales_manager'],
  body: z.strictObject({ rules: ruleListSchema, version: z.int().min(0).optional() }),
  answer: ruleSetSchema,
  status: 200,
  problems: ['forbidden', 'precondition_failed', 'version_conflict'],
});

const actionOutcomes = z.array(
  z.object({
    do: z.string(),
    outcome: z.enum(['done', 'unchanged', 'refused', 'skipped']),
    problem: z.object({ code: z.string(), detail: z.string() }).optional(),
  }),
);

const result = {
  ruleId: z.string(),
  ruleName: z.string(),
  outcome: z.enum(['done', 'unchanged', 'refused', 'not_applied', 'stopped']),
  stopped: z.enum(['repeated', 'too_deep', 'too_often']).optional(),
  actions: actionOutcomes,
};

const simulatedRun = z.object({
  ...result,
  event: z.object({ type: z.string(), actor: z.string(), chain: z.array(z.string()) }),
  /** What it would tell. */
  events: z.array(z.string()),
});

/** Says what rules would do; changes nothing. */
export const simulateAutomationRulesOperation = operation({
  id: 'simulate-automation-rules',
  method: 'POST',
  path: '/v1/automation-rules/simulate',
  summary:
    'Say what rules would do if something happened to an order now, or had they been there in a span of time',
  tag,
  roles: STAFF,
  body: z.strictObject({
    /** Those in force where none are given. */
    rules: ruleListSchema.optional(),
    orderId: orderIdSchema.optional(),
    event: z
      .strictObject({
        type: text(60),
        actor: text(120).optional(),
        data: z.record(z.string().max(60), z.unknown()).optional(),
      })
      .optional(),
    from: instantSchema.optional(),
    to: instantSchema.optional(),
    limit: z.int().min(1).max(MOST_SIMULATED).default(MOST_SIMULATED),
  }),
  answer: z.union([
    z.object({ runs: z.array(simulatedRun), after: orderSchema }),
    z.object({
      orders: z.int(),
      events: z.int(),
      /** There are more orders in this span than were looked at. */
      more: z.boolean(),
      rules: z.array(z.object({ ruleId: z.string(), outcomes: z.record(z.string(), z.int()) })),
      examples: z.array(simulatedRun.extend({ orderId: z.string(), number: z.string() })),
    }),
  ]),
  status: 200,
  problems: ['not_found', 'forbidden'],
});

/** What rules did, and what kept them from it. */
export const listAutomationRunsOperation = operation({
  id: 'list-automation-runs',
  method: 'GET',
  path: '/v1/automation-runs',
  summary: 'List the runs of a rule, or on an order, newest first',
  tag,
  roles: STAFF,
  query: z.strictObject({
    ruleId: ruleIdSchema.optional(),
    orderId: orderIdSchema.optional(),
    ...pageQuery,
  }),
  answer: pageOf(
    z.object({
      ...result,
      rulesVersion: z.int(),
      orderId: z.string(),
      at: instantSchema,
      event: z.object({
        eventId: z.string(),
        type: z.string(),
        at: instantSchema,
        actor: z.string(),
        chain: z.array(z.string()).optional(),
      }),
    }),
  ),
  status: 200,
});
