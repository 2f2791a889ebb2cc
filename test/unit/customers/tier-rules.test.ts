import { tierRuleListSchema, tierRuleMistakes } from '../../../shared/customers/tier-rule-schema.ts';
import {
  DEFAULT_TIER_RULES,
  nextLookAt,
  type TierRuleSet,
  tierFactsOf,
  tierRuleFor,
} from '../../../shared/customers/tier-rules.ts';
import { defaultPolicy } from '../../../shared/policies/policy.ts';
import { validate } from '../../../shared/runtime/http-request.ts';

const NOW = '2026-06-01T12:00:00.000Z';
const ago = (days: number): string => new Date(Date.parse(NOW) - days * 24 * 3_600_000).toISOString();
const judged = { tier: 'B', creditRating: 'B' } as const;
const facts = (orders: number, valueCny: number, lastOrderAt?: string) =>
  tierFactsOf(
    judged,
    { orders, value: { CNY: valueCny }, outstanding: {}, ...(lastOrderAt ? { lastOrderAt } : {}) },
    { asOf: NOW, policy: defaultPolicy() },
  );

describe('the tier of a customer', () => {
  it.each([
    ['who buys often, much and lately', 10, 1_000_000, ago(180), 'A'],
    ['who buys too seldom', 9, 9_000_000, ago(1), 'B'],
    ['who has not come for half a year', 20, 9_000_000, ago(181), 'B'],
    ['who has not come for a year', 20, 9_000_000, ago(366), 'C'],
    ['who is new', 1, 1990, ago(0), 'B'],
    ['whose orders were all cancelled', 0, 0, undefined, 'C'],
  ])('%s', (_, orders, value, last, tier) => {
    expect(tierRuleFor(DEFAULT_TIER_RULES, facts(orders, value, last))?.tier).toBe(tier);
  });

  it('is judged by all currencies together, at the policy’s rates', () => {
    const standing = { orders: 2, value: { CNY: 1000, USD: 1000 }, outstanding: { EUR: 100 } };
    expect(tierFactsOf(judged, standing, { asOf: NOW, policy: defaultPolicy() })).toMatchObject({
      habits: { valueCny: 8200, averageCny: 4100 },
      credit: { outstandingCny: 820 },
    });
  });

  it('stays where no rule speaks', () => {
    expect(tierRuleFor({ version: 1, rules: [] }, facts(1, 1))).toBeUndefined();
  });
});

describe('the next look at a customer', () => {
  it('is when the days that a rule names have passed, and never before', () => {
    const last = ago(10);
    expect(nextLookAt(DEFAULT_TIER_RULES, last, NOW)).toBe(ago(10 - 180));
    expect(nextLookAt(DEFAULT_TIER_RULES, last, ago(10 - 180))).toBe(ago(10 - 181));
    expect(nextLookAt(DEFAULT_TIER_RULES, last, ago(10 - 181))).toBe(ago(10 - 365));
    expect(nextLookAt(DEFAULT_TIER_RULES, last, ago(10 - 366))).toBeUndefined();
    expect(nextLookAt(DEFAULT_TIER_RULES, undefined, NOW)).toBeUndefined();
  });

  it('is never, where no rule asks for days', () => {
    const rules: TierRuleSet = {
      version: 1,
      rules: [{ name: 'many', when: { '>': [{ var: 'habits.orders' }, 3] }, tier: 'A' }],
    };
    expect(nextLookAt(rules, ago(1), NOW)).toBeUndefined();
  });

  it('does not miss a change: between two looks the rules say the same every day', () => {
    const last = ago(0);
    const tierAt = (asOf: string) =>
      tierRuleFor(
        DEFAULT_TIER_RULES,
        tierFactsOf(
          judged,
          { orders: 20, value: { CNY: 9_000_000 }, outstanding: {}, lastOrderAt: last },
          { asOf, policy: defaultPolicy() },
        ),
      )?.tier;
    let look: string | undefined = NOW;
    for (let day = 0; day < 500; day++) {
      const asOf = ago(-day);
      while (look !== undefined && (nextLookAt(DEFAULT_TIER_RULES, last, look) ?? '~') <= asOf)
        look = nextLookAt(DEFAULT_TIER_RULES, last, look);
      expect(tierAt(asOf)).toBe(tierAt(look ?? asOf));
    }
  });
});

describe('tier rules', () => {
  it.each([
    [{ name: 'x', when: { magic: [1] }, tier: 'A' }, 'unknown_operator'],
    [{ name: 'x', when: { var: 'customer.name' }, tier: 'A' }, 'unknown_fact'],
  ] as const)('that make no sense are refused: %j', (rule, code) => {
    expect(tierRuleMistakes([rule])).toMatchObject([{ code }]);
  });

  it('have names of their own and a tier that exists', () => {
    const rule = { name: 'x', when: true, tier: 'A' } as const;
    expect(tierRuleMistakes([rule, rule])).toMatchObject([{ path: '/rules/1/name', code: 'used_twice' }]);
    expect(validate(tierRuleListSchema, [{ ...rule, tier: 'D' }])).toMatchObject({ status: 422 });
  });
});
