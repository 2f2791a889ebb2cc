import * as z from 'zod';
import { checkCondition } from '../../kernel/check-condition.ts';
import type { Json } from '../../kernel/json-logic.ts';
import type { FieldError } from '../../kernel/problem.ts';
import { HOLD_KINDS } from '../order.ts';
import { text } from '../order-schema.ts';
import { FACTS } from './review-facts.ts';
import type { ReviewRule } from './review-rules.ts';

export const MAX_RULES = 200;

/** The whole set in one item, read with every review: far below what an item holds. */
const MOST_CHARACTERS = 100_000;

const outcomeSchema = z.union([
  z.strictObject({ approve: z.literal(true) }),
  z.strictObject({ ask: z.enum(['service_agent', 'sales_manager', 'finance_director']) }),
  z.strictObject({ reject: text(200) }),
  z.strictObject({ hold: z.strictObject({ kind: z.enum(HOLD_KINDS), reason: text(200) }) }),
]);

/** One rule as it is sent: JSON Logic in `when`, exactly one outcome in `then`. */
const ruleSchema = z.strictObject({
  name: text(60),
  // What is inside is checked by `checkCondition`, which stops at a depth; a schema would walk to the end of it.
  when: z.union([z.boolean(), z.record(z.string(), z.custom<Json>())]),
  then: outcomeSchema,
});

export const ruleListSchema = z.array(ruleSchema).max(MAX_RULES);

/** The rules in force, with their version; 0 are the system's own. */
export const ruleSetSchema = z.object({ version: z.int().min(0), rules: z.array(ruleSchema) });

/** What the forms of the fields do not say: conditions that make no sense, names used twice, a set too large. */
export const ruleMistakes = (rules: readonly ReviewRule[]): FieldError[] => {
  const names = rules.map(({ name }) => name);
  const errors = rules.flatMap((rule, at): FieldError[] => [
    ...(names.indexOf(rule.name) < at
      ? [{ path: `/rules/${at}/name`, code: 'used_twice', message: 'is the name of an earlier rule' }]
      : []),
    ...checkCondition(rule.when, FACTS, `/rules/${at}/when`),
  ]);
  // Only what is not too deep can be written down.
  if (errors.length > 0 || JSON.stringify(rules).length <= MOST_CHARACTERS) return errors;
  return [{ path: '/rules', code: 'too_large', message: `has more than ${MOST_CHARACTERS} characters` }];
};
