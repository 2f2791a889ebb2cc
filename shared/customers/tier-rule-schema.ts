import * as z from 'zod';
import { checkCondition } from '../kernel/check-condition.ts';
import type { Json } from '../kernel/json-logic.ts';
import type { FieldError } from '../kernel/problem.ts';
import { text } from '../orders/order-schema.ts';
import { CLASSES } from './customer.ts';
import { TIER_FACTS, type TierRule } from './tier-rules.ts';

const MOST_RULES = 50;
/** The whole set in one item, read with every look at a customer. */
const MOST_CHARACTERS = 50_000;

/** One rule as it is sent: JSON Logic in `when`, the tier that follows. */
const tierRuleSchema = z.strictObject({
  name: text(60),
  // What is inside is checked by `checkCondition`, which stops at a depth; a schema would walk to the end of it.
  when: z.union([z.boolean(), z.record(z.string(), z.custom<Json>())]),
  tier: z.enum(CLASSES),
});

export const tierRuleListSchema = z.array(tierRuleSchema).max(MOST_RULES);

/** The rules in force, with their version; 0 are the system's own. */
export const tierRuleSetSchema = z.object({ version: z.int().min(0), rules: z.array(tierRuleSchema) });

/** What the forms of the fields do not say: conditions that make no sense, names used twice, a set too large. */
export const tierRuleMistakes = (rules: readonly TierRule[]): FieldError[] => {
  const names = rules.map(({ name }) => name);
  const errors = rules.flatMap((rule, at): FieldError[] => [
    ...(names.indexOf(rule.name) < at
      ? [{ path: `/rules/${at}/name`, code: 'used_twice', message: 'is the name of an earlier rule' }]
      : []),
    ...checkCondition(rule.when, TIER_FACTS, `/rules/${at}/when`),
  ]);
  if (errors.length > 0 || JSON.stringify(rules).length <= MOST_CHARACTERS) return errors;
  return [{ path: '/rules', code: 'too_large', message: `has more than ${MOST_CHARACTERS} characters` }];
};
