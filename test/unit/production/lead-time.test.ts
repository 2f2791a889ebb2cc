import { defaultPolicy, policySchema } from '../../../shared/policies/policy.ts';
import { madeSince, promiseOf, workingDaysAfter } from '../../../shared/production/lead-time.ts';
import { aProduction } from '../../builders/a-production.ts';

const FRIDAY = '2024-07-05T09:00:00.000Z';
const madeIn = (leadDays: number) => ({ madeToOrder: { leadDays } });

describe('a lead time', () => {
  it('is told in working days: days off do not count', () => {
    expect(workingDaysAfter(FRIDAY, 1, defaultPolicy())).toBe('2024-07-08T09:00:00.000Z');
    expect(workingDaysAfter(FRIDAY, 5, defaultPolicy())).toBe('2024-07-12T09:00:00.000Z');
    expect(workingDaysAfter(FRIDAY, 0, defaultPolicy())).toBe(FRIDAY);
  });

  it('leaves holidays out, and goes by the calendar of the workshop', () => {
    const policy = policySchema.parse({
      production: { workingDays: [6, 7], holidays: ['2024-07-06'], timeZone: 'Asia/Shanghai' },
    });
    expect(workingDaysAfter(FRIDAY, 2, policy)).toBe('2024-07-13T09:00:00.000Z');
    // It is Saturday in Shanghai already.
    expect(workingDaysAfter('2024-07-05T20:00:00.000Z', 1, policy)).toBe('2024-07-06T20:00:00.000Z');
  });

  it('ends, whatever the calendar says', () => {
    const holidays = Array.from({ length: 400 }, (_, at) =>
      new Date(Date.parse('2024-07-06T00:00:00Z') + at * 86_400_000).toISOString().slice(0, 10),
    );
    const policy = policySchema.parse({ production: { holidays } });
    expect(workingDaysAfter(FRIDAY, 365, policy) > '2026-01-01').toBe(true);
  });

  it('is what the buyer is promised, where it is longer than the shop’s usual time', () => {
    const policy = defaultPolicy();
    expect(promiseOf([{}], FRIDAY, policy)).toBe('2024-07-06T09:00:00.000Z');
    expect(promiseOf([{}, madeIn(2), madeIn(3)], FRIDAY, policy)).toBe('2024-07-10T09:00:00.000Z');
  });
});

describe('the clock of an order whose goods are made', () => {
  it('does not run before they are expected, nor before they are there', () => {
    expect(madeSince(undefined)).toBeUndefined();
    expect(madeSince([aProduction({ status: 'cancelled' })])).toBeUndefined();
    const late = aProduction({ expectedAt: '2024-07-20T00:00:00.000Z' });
    const ready = aProduction({ status: 'ready', readyAt: '2024-07-15T00:00:00.000Z' });
    expect(madeSince([ready])).toBe('2024-07-15T00:00:00.000Z');
    expect(madeSince([late, ready])).toBe('2024-07-20T00:00:00.000Z');
  });
});
