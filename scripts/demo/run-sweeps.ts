import type { DemoRun } from './demo-run.ts';
import { untilQuiet } from './until-quiet.ts';

/** Time as it passes: which sweep runs how many hours after the demo's start, and what it is to find. */
const CALENDAR: readonly [hours: number, sweep: string, what: string][] = [
  [1.5, 'remind-unpaid-orders', 'first payment reminder, after 1 h'],
  [18.5, 'watch-shipping', 'not shipped after 18 h: warning'],
  [24.5, 'watch-shipping', 'not shipped after 24 h: alarm'],
  [24.5, 'remind-unpaid-orders', 'second payment reminder, after 24 h'],
  [47.5, 'remind-unpaid-orders', 'last payment reminder, after 47 h'],
  [48.5, 'remind-unpaid-orders', 'not paid after 48 h: cancelled'],
  [48.5, 'undo-abandoned-placements', 'placements that broke off'],
  [49, 'chase-silent-parcels', 'no news for 48 h'],
  [73, 'watch-shipping', 'not shipped after 72 h: breach'],
  [7 * 24 + 1, 'complete-delivered-orders', 'delivered 7 days ago: completed'],
  [7 * 24 + 2, 'complete-delivered-orders', 'the same again: nothing left'],
];

const HOUR = 3_600_000;

/** Lets a week pass: runs the sweeps as of later times. */
export const runSweeps = async ({ client, progress, tally, startedAt }: DemoRun): Promise<void> => {
  const { items } = (await client.local('GET', '/local/schedules')).body as { items: { name: string }[] };
  progress.phase('A week passes (sweeps)', CALENDAR.length);
  for (const [hours, sweep, what] of CALENDAR) {
    const schedule = items.find(({ name }) => name.endsWith(sweep));
    if (!schedule) throw new Error(`There is no schedule ${sweep}.`);
    const now = new Date(startedAt.getTime() + hours * HOUR).toISOString();
    const { status, body } = await client.local('POST', `/local/schedules/${schedule.name}/run`, { now });
    const found = (body.result as { found?: number } | undefined)?.found;
    if (status !== 200 || found === undefined)
      tally.add('unexpected', `${sweep}: ${status} ${JSON.stringify(body)}`);
    tally.add('sweeps', what, found ?? 0);
    await untilQuiet(client);
    progress.tick();
  }
};
