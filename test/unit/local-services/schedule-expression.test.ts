import { parseExpression } from '../../../infra/local/services/schedule-expression.ts';

const created = new Date('2026-01-01T00:00:30Z');
const next = (expression: string, after: string, timezone = 'UTC') =>
  parseExpression(expression, timezone, created)(new Date(after))?.toISOString();

describe('a schedule runs next', () => {
  test.each([
    ['rate(5 minutes)', '2026-01-01T00:00:30Z', '2026-01-01T00:05:30.000Z'],
    ['rate(5 minutes)', '2026-01-01T00:07:00Z', '2026-01-01T00:10:30.000Z'],
    ['rate(1 day)', '2026-01-05T12:00:00Z', '2026-01-06T00:00:30.000Z'],
    ['cron(0 8 ? * MON-FRI *)', '2026-01-02T09:00:00Z', '2026-01-05T08:00:00.000Z'],
    ['cron(0 8 ? * 2-6 *)', '2026-01-02T09:00:00Z', '2026-01-05T08:00:00.000Z'],
    ['cron(0 8 ? * 1 *)', '2026-01-02T09:00:00Z', '2026-01-04T08:00:00.000Z'],
    ['cron(0/15 * * * ? *)', '2026-01-01T00:16:00Z', '2026-01-01T00:30:00.000Z'],
    ['cron(0 0 L * ? *)', '2026-02-01T00:00:00Z', '2026-02-28T00:00:00.000Z'],
    ['cron(0 0 15W * ? *)', '2026-02-01T00:00:00Z', '2026-02-16T00:00:00.000Z'],
    ['cron(0 0 ? * 6L *)', '2026-01-01T00:00:00Z', '2026-01-30T00:00:00.000Z'],
    ['cron(0 0 ? * FRI#2 *)', '2026-01-01T00:00:00Z', '2026-01-09T00:00:00.000Z'],
    ['cron(0 0 ? * L *)', '2026-01-01T00:00:00Z', '2026-01-03T00:00:00.000Z'],
    ['cron(0 0 1 1 ? 2027)', '2026-01-01T00:00:00Z', '2027-01-01T00:00:00.000Z'],
    ['at(2026-03-01T09:00:00)', '2026-01-01T00:00:00Z', '2026-03-01T09:00:00.000Z'],
  ])('%s after %s', (expression, after, expected) => {
    expect(next(expression, after)).toBe(expected);
  });

  test('at wall time of its zone, through the change of clocks', () => {
    const daily = 'cron(0 8 * * ? *)';
    expect(next(daily, '2026-03-28T12:00:00Z', 'Europe/Berlin')).toBe('2026-03-29T06:00:00.000Z');
    expect(next(daily, '2026-03-27T12:00:00Z', 'Europe/Berlin')).toBe('2026-03-28T07:00:00.000Z');
    expect(next('at(2026-07-01T09:00:00)', '2026-01-01T00:00:00Z', 'Asia/Shanghai')).toBe(
      '2026-07-01T01:00:00.000Z',
    );
  });

  test('never again', () => {
    expect(next('at(2025-03-01T09:00:00)', '2026-01-01T00:00:00Z')).toBeUndefined();
    expect(next('cron(0 0 1 1 ? 2020)', '2026-01-01T00:00:00Z')).toBeUndefined();
  });
});

test.each([
  'rate(1 minutes)',
  'rate(5 minute)',
  'rate(0 minutes)',
  'rate(5 weeks)',
  'cron(0 8 * * MON *)',
  'cron(0 8 ? * ? *)',
  'cron(0 8 * * ?)',
  'at(2026-03-01)',
  'every 5 minutes',
])('%s is refused', (expression) => {
  expect(() => parseExpression(expression, 'UTC', created)).toThrow();
});
