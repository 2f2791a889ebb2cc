import { billOf } from '../../../scripts/cost/bill.ts';
import { beside } from '../../../scripts/cost/budget.ts';
import { perOrder, together, usageOf, usedBetween } from '../../../scripts/cost/metering.ts';
import { priceOf } from '../../../scripts/cost/price-of.ts';
import { PRICES } from '../../../scripts/cost/prices.ts';
import { budgetText, stepsText } from '../../../scripts/cost/report.ts';
import { textTable } from '../../../scripts/cost/text-table.ts';

const snapshot = (units: number, puts: number) => ({
  dynamodb: { writeUnits: { total: units, byKey: { PutItem: puts, UpdateItem: units - puts } } },
  ses: { messages: { total: 2, byKey: {} } },
});

describe('what was used', () => {
  test('is the difference of two readings, by key; what did not move is left out', () => {
    const used = usedBetween(usageOf(snapshot(10, 4)), usageOf(snapshot(16, 4)));
    expect(used['dynamodb.writeUnits']).toEqual({ total: 6, byKey: { UpdateItem: 6 } });
    expect(used['ses.messages']?.total).toBe(0);
  });
  test('is added up over steps, and divided among orders', () => {
    const twice = together(usageOf(snapshot(10, 4)), usageOf(snapshot(10, 4)));
    expect(perOrder(twice, 4)['dynamodb.writeUnits']).toEqual({
      total: 5,
      byKey: { PutItem: 2, UpdateItem: 3 },
    });
  });
});

describe('the bill', () => {
  test('prices each counter by its unit', () => {
    const { lines, usd } = billOf(usageOf(snapshot(1_000_000, 0)));
    expect(lines.map(({ price }) => price.counter)).toEqual(['dynamodb.writeUnits', 'ses.messages']);
    expect(usd).toBeCloseTo(0.7625 + 0.0002, 6);
  });
  test('says the same of a reading of the meter', () => {
    expect(priceOf(snapshot(1_000_000, 0)).total).toBeCloseTo(0.7627, 6);
  });
  test('has a source for every price', () => {
    expect(PRICES.list.filter(({ source }) => !source.startsWith('https://aws.amazon.com/'))).toEqual([]);
    expect(PRICES.asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
  });
});

test.each([
  [90, 'kept, 10 % below'],
  [100, 'kept, 0 % below'],
  [112.5, 'missed by 12.5 %'],
])('%d units beside a budget of 100: %s', (measured, verdict) => {
  expect(beside(measured, 100)).toBe(verdict);
});

test('the report shows a row for each step, their sum, and the verdict', () => {
  const usage = usageOf(snapshot(250, 0));
  const text = stepsText(
    [
      { step: 'place', usage },
      { step: 'pick', usage },
    ],
    5,
  );
  expect(text.split('\n').map((line) => line.split(/\s\s+/).slice(0, 2))).toEqual([
    ['per order', 'write units'],
    expect.anything(),
    ['place', '50'],
    ['pick', '50'],
    ['in all', '100'],
  ]);
  expect(budgetText(usage)).toMatch(/write units +≤ 100 +250 +missed by 150 %/);
});

test('a table is aligned: names to the left, figures to the right', () => {
  expect(
    textTable(
      ['a', 'n'],
      [
        ['long name', '7'],
        ['b', '1,000'],
      ],
    ),
  ).toBe(['a              n', '─────────  ─────', 'long name      7', 'b          1,000'].join('\n'));
});
