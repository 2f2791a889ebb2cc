import type { Bill } from '../cost/price-of.ts';
import { PRICES } from '../cost/prices.ts';
import type { Verification } from '../verify/verify-table.ts';
import type { DemoRun } from './demo-run.ts';

export type Facts = {
  bill: Bill;
  verification: Verification;
  seconds: number;
  cpuSeconds: number;
  unreadable: number;
};

const WIDTH = 8;

const section = (title: string, rows: readonly (readonly [string, number | string])[]): string[] =>
  rows.length === 0
    ? []
    : ['', title, ...rows.map(([name, value]) => `  ${String(value).padStart(WIDTH)}  ${name}`)];

/** What a run of the demo has shown, as text. */
export const summaryText = (run: DemoRun, facts: Facts): string => {
  const { tally } = run;
  const placed = tally.total('orders by stage');
  return [
    ...section('Orders by stage', tally.of('orders by stage')),
    ...section('At the door (webhook)', [
      ...tally.of('door'),
      ...(facts.unreadable > 0
        ? [['lines of the file that could not be read', facts.unreadable] as const]
        : []),
    ]),
    ...section('Taken in', [['orders', placed], ...tally.of('intake')]),
    ...section('Not taken in, kept with the reason', tally.of('rejected')),
    ...section('Cancellations in the data', tally.of('cancellations in the data')),
    ...section('Payments of what the channel had not collected', tally.of('payments')),
    ...section('Refunds', tally.of('refunds')),
    ...section('Decisions of people', tally.of('people')),
    ...section('Warehouses', tally.of('warehouse')),
    ...section('Parcels', tally.of('parcels')),
    ...section(
      'Milestones reached',
      tally.of('milestones').sort(([one], [other]) => one.localeCompare(other)),
    ),
    ...section('Beside them', tally.of('other events')),
    ...section('Messages sent', tally.of('messages')),
    ...section('Sweeps: what was due', tally.of('sweeps')),
    ...speed(run, facts, placed),
    ...bill(facts, placed),
    ...defects(run, facts),
  ].join('\n');
};

const speed = (
  { progress, invoices, tally }: DemoRun,
  { seconds, cpuSeconds }: Facts,
  placed: number,
): string[] => {
  const of = (...names: string[]): number =>
    progress.phases.filter(({ name }) => names.includes(name)).reduce((sum, phase) => sum + phase.seconds, 0);
  const intake = of('Orders through the webhook', '… taken in');
  return section('Speed', [
    ['orders taken in a second', (placed / intake).toFixed(1)],
    ['orders brought to their end a second, start to finish', (placed / seconds).toFixed(1)],
    ['invoices', invoices.length],
    ['seconds in all', seconds.toFixed(0)],
    ['seconds of processor time, without the database', cpuSeconds.toFixed(0)],
    ...tally.of('local cloud'),
  ]);
};

const bill = ({ bill: { total, lines } }: Facts, placed: number): string[] => {
  const perThousand = (price: number): string => `$${((price / placed) * 1000).toFixed(4)}`;
  return section(
    `AWS would ask per 1,000 orders (${PRICES.region}, list prices as written down on ${PRICES.asOf}, to be checked; no free tier)`,
    [
      ...lines
        .filter(({ units }) => units > 0)
        .map(
          ({ what, units, price }) =>
            [`${what} (${Math.round((units / placed) * 10) / 10} an order)`, perThousand(price)] as const,
        ),
      ['in all', perThousand(total)],
    ],
  );
};

/** What must not be: answers of 5xx, refusals nobody planned, dead letters, sums that do not agree. */
const defects = ({ tally, client }: DemoRun, { verification }: Facts): string[] => [
  ...section('Unexpected answers', tally.of('unexpected')),
  ...section(
    'Answers of 5xx (503 were repeated)',
    [...client.statuses].filter(([status]) => status.startsWith('5')),
  ),
  ...section('Invariants', [
    ['dead letters', tally.total('dead letters')],
    ...tally.of('dead letters').map(([name, count]) => [`  in ${name}`, count] as const),
    ...Object.entries(verification.checked).map(([what, count]) => [`${what} proved`, count] as const),
    ['differences', verification.differences.length],
    ['unfinished', verification.pending.length],
  ]),
  ...[...verification.differences, ...verification.pending]
    .slice(0, 20)
    .flatMap(({ key, what, look }) => [`  ${key}`, `    ${what}; look at: ${look}`]),
];
