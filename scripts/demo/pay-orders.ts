import { chance } from './chance.ts';
import { AT_ONCE, type DemoRun } from './demo-run.ts';
import { inParallel } from './in-parallel.ts';
import type { OrderSummary } from './read-orders.ts';
import { readOrders } from './read-orders.ts';
import { untilQuiet } from './until-quiet.ts';

export type Paying =
  | 'by the channel'
  | 'by card'
  | 'by card, at the second attempt'
  | 'by transfer'
  | 'not at all';

const SHARES: readonly [Paying, upTo: number][] = [
  ['by the channel', 0.55],
  ['by card', 0.8],
  ['by card, at the second attempt', 0.84],
  ['by transfer', 0.9],
  ['not at all', 1],
];

/** How the buyer of an invoice pays. */
export const payingOf = (invoice: string): Paying => {
  const drawn = chance(invoice, 'paying');
  return SHARES.find(([, upTo]) => drawn < upTo)?.[0] ?? 'not at all';
};

/** Pays what is not paid by the channel: opens payments by the API, and lets the provider tell of the money. */
export const payOrders = async ({ client, progress, tally }: DemoRun): Promise<void> => {
  const unpaid = (await readOrders(client)).filter(({ stage }) => stage.endsWith('_unpaid'));
  progress.phase('Payments', unpaid.length);
  const open = async ({ id }: OrderSummary, method: string) => {
    const { status, body } = await client.call('POST', `/v1/orders/${id}/payments`, { method });
    if (status !== 201) tally.add('unexpected', `open payment: ${status} ${body.code}`);
    return status === 201
      ? (body as { id: string; amount: { amount: number; currency: string } })
      : undefined;
  };
  const tell = async (order: OrderSummary, event: 'payment.succeeded' | 'payment.failed'): Promise<void> => {
    const payment = await open(order, 'card');
    if (!payment) return;
    const { status, body } = await client.tell('/v1/webhooks/payments/simulator', {
      id: `${event}-${payment.id}`,
      event,
      paymentId: payment.id,
      ...payment.amount,
      providerReference: `sim-${payment.id.slice(-12)}`,
      occurredAt: new Date().toISOString(),
    });
    if (status !== 202) tally.add('unexpected', `payment webhook: ${status} ${body.code}`);
  };
  await inParallel(unpaid, AT_ONCE, async (order) => {
    const paying = payingOf(order.externalId);
    tally.add('payments', paying);
    if (paying === 'by card, at the second attempt') await tell(order, 'payment.failed');
    if (paying.startsWith('by card')) await tell(order, 'payment.succeeded');
    if (paying === 'by transfer') {
      const payment = await open(order, 'transfer');
      if (payment) {
        const path = `/v1/orders/${order.id}/payments/${payment.id}/capture`;
        const body = { amount: payment.amount, reference: `statement ${order.externalId}` };
        const { status } = await client.call('POST', path, body);
        if (status !== 200) tally.add('unexpected', `capture: ${status}`);
      }
    }
    progress.tick();
  });
  progress.phase('… booked', 0);
  await untilQuiet(client);
};
