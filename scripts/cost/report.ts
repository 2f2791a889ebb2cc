import { billOf } from './bill.ts';
import { BUDGET, beside } from './budget.ts';
import { perOrder, together, totalOf, type Usage } from './metering.ts';
import { NOT_PRICED, PRICES } from './prices.ts';
import { short, textTable } from './text-table.ts';
import type { StepUsage } from './walk-orders.ts';

const COLUMNS = [
  ['write units', 'dynamodb.writeUnits'],
  ['read units', 'dynamodb.readUnits'],
  ['table calls', 'dynamodb.requests'],
  ['API', 'httpApi.requests'],
  ['Lambda', 'lambda.invocations'],
  ['Lambda ms', 'lambda.milliseconds'],
  ['messages', 'sqs.messagesSent'],
  ['events', 'eventbridge.events'],
  ['e-mails', 'ses.messages'],
] as const;

/** All steps of these orders together. */
export const sumOf = (steps: readonly StepUsage[]): Usage =>
  steps.reduce<Usage>((sum, { usage }) => together(sum, usage), {});

/** What an order uses, step by step and in all. */
export function stepsText(steps: readonly StepUsage[], orders: number): string {
  const row = (name: string, usage: Usage) => [
    name,
    ...COLUMNS.map(([, counter]) => short(totalOf(perOrder(usage, orders), counter))),
  ];
  return textTable(
    ['per order', ...COLUMNS.map(([title]) => title)],
    [...steps.map(({ step, usage }) => row(step, usage)), row('in all', sumOf(steps))],
  );
}

const GROUPS = [
  ['Write units by operation', 'dynamodb.writeUnits'],
  ['Write units by table and index', 'dynamodb.writeUnitsByIndex'],
  ['Read units by operation', 'dynamodb.readUnits'],
  ['Read units by table and index', 'dynamodb.readUnitsByIndex'],
  ['Lambda ms by function', 'lambda.milliseconds'],
  ['Messages by queue', 'sqs.messagesSent'],
] as const;

/** Where an order's units, milliseconds and messages go. */
export function groupsText(usage: Usage): string {
  return GROUPS.map(([title, counter]) => {
    const rows = Object.entries(usage[counter]?.byKey ?? {}).sort(([, a], [, b]) => b - a);
    const parts = rows.map(([key, amount]) => `${key} ${short(amount)}`);
    return `${title}: ${parts.join(' · ') || 'none'}`;
  }).join('\n');
}

/** The bill of a thousand such orders. */
export function billText(usage: Usage): string {
  const { lines, usd } = billOf(usage);
  const rows = lines.map(({ price, amount, usd: own }) => [
    price.what,
    short(amount),
    `$${price.usd} / ${price.per.toLocaleString('en')}`,
    `$${(own * 1000).toFixed(4)}`,
  ]);
  return [
    textTable(
      ['bill', 'per order', 'list price', 'per 1,000 orders'],
      [...rows, ['in all', '', '', `$${(usd * 1000).toFixed(4)}`]],
    ),
    `List prices of ${PRICES.region} as of ${PRICES.asOf}; sources in scripts/cost/prices.ts. Not in it: ${NOT_PRICED}.`,
    'Lambda milliseconds are this machine’s and move with its load; all other figures do not.',
  ].join('\n');
}

/** The budget for a prepaid order of three lines, kept or missed. */
export function budgetText(usage: Usage): string {
  const rows = (
    [
      ['write units', 'dynamodb.writeUnits', BUDGET.writeUnits],
      ['read units', 'dynamodb.readUnits', BUDGET.readUnits],
    ] as const
  ).map(([what, counter, budget]) => {
    const measured = totalOf(usage, counter);
    return [what, `≤ ${budget}`, short(measured), beside(measured, budget)];
  });
  return textTable(['budget, three lines', 'budget', 'measured', 'verdict'], rows);
}
