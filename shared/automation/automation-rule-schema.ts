import * as z from 'zod';
import { STAFF } from '../kernel/actor.ts';
import { checkCondition } from '../kernel/check-condition.ts';
import type { Json } from '../kernel/json-logic.ts';
import type { FieldError } from '../kernel/problem.ts';
import { BUYER_TEMPLATES } from '../notifications/template.ts';
import { MAX_TAGS } from '../orders/change-tags.ts';
import { assigneeSchema } from '../orders/hold-schema.ts';
import { HOLD_KINDS } from '../orders/order.ts';
import { MILESTONES, OTHERS } from '../orders/order-events.ts';
import { emailSchema, reasonSchema, tagSchema, text } from '../orders/order-schema.ts';
import { FACTS } from './automation-facts.ts';
import type { Action, AutomationRule } from './automation-rule.ts';

export const MAX_RULES = 200;
const MAX_ACTIONS = 10;

/** The whole set in one item, read with every event that a rule waits for: far below what an item holds. */
const MOST_CHARACTERS = 100_000;

/** For the system's own work; nothing that rules hear of. */
const INTERNAL: readonly string[] = ['settlement_requested'];

const eventTypes = [...MILESTONES, ...OTHERS].filter((type) => !INTERNAL.includes(type));

export const ruleIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, { error: 'is up to 40 small letters, digits and hyphens' });

const kind = z.enum(HOLD_KINDS);
const tags = z.array(tagSchema).min(1).max(MAX_TAGS);
const receiverSchema = z.union([
  z.literal('customer'),
  z.string().regex(new RegExp(`^role:(?:${STAFF.join('|')})$`)),
  emailSchema,
]);

const actionSchema = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('hold'),
    kind,
    reason: text(300),
    answerInHours: z
      .number()
      .min(0.1)
      .max(24 * 365)
      .optional(),
    assignee: assigneeSchema.optional(),
  }),
  z.strictObject({ do: z.literal('release_holds'), kind, note: text(300).optional() }),
  z.strictObject({ do: z.literal('release_fulfilments') }),
  z.strictObject({ do: z.literal('tag'), tags }),
  z.strictObject({ do: z.literal('untag'), tags }),
  z.strictObject({ do: z.literal('note'), text: text(2000) }),
  z.strictObject({
    do: z.literal('notify'),
    to: receiverSchema,
    template: z.enum(BUYER_TEMPLATES).optional(),
    message: text(1000).optional(),
  }),
  z.strictObject({ do: z.literal('assign'), to: assigneeSchema, hold: kind.optional() }),
  z.strictObject({ do: z.literal('confirm'), note: text(500).optional() }),
  z.strictObject({ do: z.literal('cancel'), reason: reasonSchema }),
]);

const ruleSchema = z.strictObject({
  id: ruleIdSchema,
  name: text(60),
  on: z
    .array(z.enum(eventTypes as [(typeof eventTypes)[number], ...typeof eventTypes]))
    .min(1)
    .max(20),
  // What is inside is checked by `checkCondition`, which stops at a depth; a schema would walk to the end of it.
  when: z.union([z.boolean(), z.record(z.string(), z.custom<Json>())]).default(true),
  then: z.array(actionSchema).min(1).max(MAX_ACTIONS),
  active: z.boolean().default(true),
});

export const ruleListSchema = z.array(ruleSchema).max(MAX_RULES);

/** The rules in force, with their version; 0 is none. */
export const ruleSetSchema = z.object({
  version: z.int().min(0),
  rules: z.array(ruleSchema),
  /** Who put each rule, by its id; it acts with their roles. */
  authors: z.record(z.string(), z.object({ name: z.string(), roles: z.array(z.string()), at: z.string() })),
});

/** What the forms of the fields do not say: conditions that make no sense, ids used twice, a set too large. */
export const ruleMistakes = (rules: readonly AutomationRule[]): FieldError[] => {
  const ids = rules.map(({ id }) => id);
  const errors = rules.flatMap((rule, at): FieldError[] => [
    ...(ids.indexOf(rule.id) < at
      ? [{ path: `/rules/${at}/id`, code: 'used_twice', message: 'is the id of an earlier rule' }]
      : []),
    ...checkCondition(rule.when, FACTS, `/rules/${at}/when`),
    ...rule.then.flatMap((action, step) => actionMistakes(action, `/rules/${at}/then/${step}`)),
  ]);
  // Only what is not too deep can be written down.
  if (errors.length > 0 || JSON.stringify(rules).length <= MOST_CHARACTERS) return errors;
  return [{ path: '/rules', code: 'too_large', message: `has more than ${MOST_CHARACTERS} characters` }];
};

/** Buyers are written to by a template in their language, staff in the rule's own words. */
const actionMistakes = (action: Action, path: string): FieldError[] => {
  if (action.do !== 'notify') return [];
  const [needed, other] =
    action.to === 'customer' ? (['template', 'message'] as const) : (['message', 'template'] as const);
  return [
    ...(action[needed] === undefined
      ? [{ path: `${path}/${needed}`, code: 'required', message: `is needed to write to ${action.to}` }]
      : []),
    ...(action[other] === undefined
      ? []
      : [{ path: `${path}/${other}`, code: 'not_allowed', message: `is not for ${action.to}` }]),
  ];
};
