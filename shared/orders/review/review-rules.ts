import { evaluate, isTruthy, type Json } from '../../kernel/json-logic.ts';
import type { HoldKind, Review } from '../order.ts';
import type { ReviewFacts } from './review-facts.ts';

/** What a rule does with an order it applies to. */
export type Outcome =
  | { approve: true }
  | { ask: NonNullable<Review['requiredRole']> }
  | { reject: string }
  | { hold: { kind: HoldKind; reason: string } };

/** A condition of JSON Logic over {@link ReviewFacts}, and what follows. Names tell rules apart. */
export type ReviewRule = { name: string; when: Json; then: Outcome };

/** All rules, in their order; version 0 is what the system comes with. */
export type RuleSet = { version: number; rules: readonly ReviewRule[] };

const LOOKED_AT = ['address', 'price', 'quantity', 'duplicate', 'channel_change'];

/** The rules of a merchant who has said nothing; amounts in CNY, in minor units. */
export const DEFAULT_RULES: RuleSet = {
  version: 0,
  rules: [
    {
      name: 'anomaly',
      when: { some: [{ var: 'anomalies' }, { in: [{ var: '' }, LOOKED_AT] }] },
      then: { ask: 'service_agent' },
    },
    {
      name: 'bad credit or very large',
      when: {
        or: [
          { '==': [{ var: 'customer.creditRating' }, 'C'] },
          { '>=': [{ var: 'order.totalCny' }, 2_000_000] },
        ],
      },
      then: { ask: 'finance_director' },
    },
    {
      name: 'large',
      when: { '>=': [{ var: 'order.totalCny' }, 500_000] },
      then: { ask: 'sales_manager' },
    },
    { name: 'good customer', when: { '==': [{ var: 'customer.tier' }, 'A'] }, then: { approve: true } },
    {
      name: 'paid and nothing odd',
      when: { and: [{ var: 'order.paidInFull' }, { '!': [{ var: 'anomalies' }] }] },
      then: { approve: true },
    },
    { name: 'everything else', when: true, then: { ask: 'service_agent' } },
  ],
};

/** The rule that speaks, with its number from 1; undefined when none applies. `spent` are rules that do not speak again. */
export const ruleFor = (
  { rules }: RuleSet,
  facts: ReviewFacts,
  spent: (rule: ReviewRule) => boolean = () => false,
): { number: number; rule: ReviewRule } | undefined => {
  const at = rules.findIndex((rule) => !spent(rule) && isTruthy(evaluate(rule.when, facts as Json)));
  const rule = rules[at];
  return rule && { number: at + 1, rule };
};
