import type { Metering } from '../cost/price-of.ts';
import { AT_ONCE, type DemoRun, reasonOf } from './demo-run.ts';
import { inParallel } from './in-parallel.ts';
import { readAll, readOrders } from './read-orders.ts';
import { readQueues } from './until-quiet.ts';

type Event = { type: string; milestone?: number };

/** The order's number in a subject, which is different in every message. */
const NUMBER = /\d{6}-[0-9A-Z]{6}/g;
const MOST_MAILS = 5000;

/** What the system was asked to do so far; taken before the figures are read, which cost something themselves. */
export const readMetering = async ({ client }: DemoRun): Promise<Metering> =>
  (await client.local('GET', '/local/metering')).body as Metering;

/** Reads what became of everything, as staff would: lists, timelines, rejections, mailbox, dead letters. */
export const collectFigures = async (run: DemoRun): Promise<void> => {
  const { client, progress, tally } = run;
  const orders = await readOrders(client);
  progress.phase('Reading what became of it', orders.length);
  for (const { stage } of orders) tally.add('orders by stage', stage);
  for (const rejection of await readAll<Record<string, unknown>>(client, '/v1/intake/rejections'))
    tally.add('rejected', reasonOf(rejection));
  await inParallel(orders, AT_ONCE, async ({ id }) => {
    const { body } = await client.call('GET', `/v1/orders/${id}/timeline`);
    const events = (body.items ?? []) as Event[];
    for (const { type, milestone } of events)
      tally.add(
        milestone ? 'milestones' : 'other events',
        milestone ? `${String(milestone).padStart(2)} ${type}` : type,
      );
    if (events.some(({ type }) => type === 'held')) tally.add('intake', 'held for people to look at');
    progress.tick();
  });
  const { lambda } = await readMetering(run);
  tally.add('local cloud', 'cold starts', lambda?.coldStarts?.total ?? 0);
  const { body } = await client.local('GET', `/local/mailbox?limit=${MOST_MAILS}`);
  for (const { subject } of (body.items ?? []) as { subject: string }[])
    tally.add('messages', subject.replace(NUMBER, '…'));
  for (const { name, deadLetters } of await readQueues(client))
    if (deadLetters > 0) tally.add('dead letters', name, deadLetters);
};
