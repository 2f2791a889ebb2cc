import { chance } from './chance.ts';
import { AT_ONCE, type DemoRun, reasonOf } from './demo-run.ts';
import { inParallel } from './in-parallel.ts';
import { cancellationMatcher, isCancellation } from './match-cancellation.ts';
import { payingOf } from './pay-orders.ts';
import type { Invoice } from './read-invoices.ts';
import { cancelledEvent, createdEvent } from './to-channel-event.ts';
import { untilQuiet } from './until-quiet.ts';

const WEBHOOK = '/v1/webhooks/channels/generic/online-retail';

/** The share of deliveries that the shop sends twice, as shops do. */
const TWICE = 0.05;

/** Sends every invoice as its shop would, in the order of time; the queue makes orders of them. */
export const sendOrders = async (run: DemoRun): Promise<void> => {
  const { client, progress, tally, invoices } = run;
  const matchOf = cancellationMatcher(invoices);
  progress.phase('Orders through the webhook', invoices.length);
  const deliver = async (event: { id: string }): Promise<void> => {
    const { status, body } = await client.tell(WEBHOOK, event);
    if (status === 202) tally.add('door', 'accepted');
    else tally.add('door', `refused ${status}, ${reasonOf(body)}`);
    if (chance(event.id, 'twice') >= TWICE || status !== 202) return;
    const again = await client.tell(WEBHOOK, event);
    tally.add('door', again.body.duplicate === true ? 'repeat recognised' : 'repeat NOT recognised');
  };
  const send = async (invoice: Invoice): Promise<void> => {
    if (!isCancellation(invoice))
      return deliver(createdEvent(invoice, payingOf(invoice.number) === 'by the channel'));
    const match = matchOf(invoice);
    tally.add('cancellations in the data', match.kind);
    if ('original' in match) await deliver(cancelledEvent(match.original, invoice));
  };
  await inParallel(invoices, AT_ONCE, async (invoice) => {
    await send(invoice);
    progress.tick();
  });
  progress.phase('… taken in', 0);
  await untilQuiet(client);
};
