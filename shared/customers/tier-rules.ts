import { evaluate, isTruthy, type Json, operationOf } from '../kernel/json-logic.ts';
import type { Policy } from '../policies/policy.ts';
import { sumIn } from './credit.ts';
import type { Customer, CustomerClass } from './customer.ts';
import type { Standing } from './standing.ts';

/** A condition of JSON Logic over {@link TierFacts}, and the tier that follows. Names tell rules apart. */
export type TierRule = { name: string; when: Json; tier: CustomerClass };

/** All rules, in their order; version 0 is what the system comes with. */
export type TierRuleSet = { version: number; rules: readonly TierRule[] };

/** What tier rules may ask; amounts in minor units of CNY by the policy's rates. */
export type TierFacts = {
  customer: { tier: string; creditRating: string };
  habits: {
    /** Orders that were neither cancelled nor rejected. */
    orders: number;
    /** What they cost, without what was given back. */
    valueCny: number;
    averageCny: number;
    /** Whole days since the latest of them; very many where there is none. */
    daysSinceLastOrder: number;
  };
  credit: { outstandingCny: number };
};

export const DAYS = 'habits.daysSinceLastOrder';

/** What a rule may name; asking for anything else is refused when the rules are saved. */
export const TIER_FACTS: ReadonlySet<string> = new Set([
  'customer.tier',
  'customer.creditRating',
  'habits.orders',
  'habits.valueCny',
  'habits.averageCny',
  DAYS,
  'credit.outstandingCny',
]);

/** The rules of a merchant who has said nothing; amounts in CNY, in minor units. */
export const DEFAULT_TIER_RULES: TierRuleSet = {
  version: 0,
  rules: [
    {
      name: 'loyal',
      when: {
        and: [
          { '>=': [{ var: 'habits.orders' }, 10] },
          { '>=': [{ var: 'habits.valueCny' }, 1_000_000] },
          { '<=': [{ var: DAYS }, 180] },
        ],
      },
      tier: 'A',
    },
    { name: 'asleep', when: { '>': [{ var: DAYS }, 365] }, tier: 'C' },
    { name: 'everybody else', when: true, tier: 'B' },
  ],
};

const DAY = 24 * 3_600_000;
const NEVER = 100_000;

const daysBetween = (from: string, to: string): number =>
  Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / DAY));

/** What is known of a person as of a moment, in the words of the rules. */
export const tierFactsOf = (
  { tier, creditRating }: Pick<Customer, 'tier' | 'creditRating'>,
  { orders, value, outstanding, lastOrderAt }: Standing,
  { asOf, policy }: { asOf: string; policy: Pick<Policy, 'review'> },
): TierFacts => {
  const inCny = (byCurrency: Readonly<Record<string, number>>): number =>
    sumIn(byCurrency, 'CNY', policy.review.cnyRates).amount;
  return {
    customer: { tier, creditRating },
    habits: {
      orders,
      valueCny: inCny(value),
      averageCny: orders === 0 ? 0 : Math.round(inCny(value) / orders),
      daysSinceLastOrder: lastOrderAt === undefined ? NEVER : daysBetween(lastOrderAt, asOf),
    },
    credit: { outstandingCny: inCny(outstanding) },
  };
};

/** The rule that speaks: the first that applies; undefined when none does and the tier stays. */
export const tierRuleFor = ({ rules }: TierRuleSet, facts: TierFacts): TierRule | undefined =>
  rules.find(({ when }) => isTruthy(evaluate(when, facts as Json)));

/**
 * When a rule may say something else although nothing happens: at the next of the days that the rules hold the days since
 * the last order against, or the day after it; the next day, where they work something else out of those days. Undefined
 * when time changes nothing any more.
 */
export const nextLookAt = (
  { rules }: TierRuleSet,
  lastOrderAt: string | undefined,
  asOf: string,
): string | undefined => {
  if (lastOrderAt === undefined) return undefined;
  const today = daysBetween(lastOrderAt, asOf);
  const days = rules
    .flatMap(({ when }) => limitsOf(when))
    .flatMap((limit) => (limit === 'any' ? [today + 1] : [Math.ceil(limit), Math.floor(limit) + 1]))
    .filter((day) => day > today && day < NEVER);
  if (days.length === 0) return undefined;
  return new Date(Date.parse(lastOrderAt) + Math.min(...days) * DAY).toISOString();
};

const isDays = (value: Json): boolean => {
  const operation = operationOf(value);
  return operation?.name === 'var' && operation.args[0] === DAYS;
};

/** What the days since the last order are held against; `any` where they are used in another way. */
const limitsOf = (condition: Json): (number | 'any')[] => {
  if (isDays(condition)) return ['any'];
  if (Array.isArray(condition)) return condition.flatMap((each: Json) => limitsOf(each));
  const args = operationOf(condition)?.args ?? [];
  const limits = args.filter((each) => typeof each === 'number');
  const plain = args.some(isDays) && args.every((each) => isDays(each) || typeof each === 'number');
  return plain ? limits : args.flatMap((each) => limitsOf(each));
};
