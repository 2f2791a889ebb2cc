import { chance } from './chance.ts';
import { AT_ONCE, type DemoRun } from './demo-run.ts';
import { inParallel } from './in-parallel.ts';
import { readOrders } from './read-orders.ts';
import { untilQuiet } from './until-quiet.ts';

type Refund = { id: string; method: string; status: string; amount: { amount: number; currency: string } };

/** The share of refunds that the provider cannot carry out. */
const FAILS = 0.3;

/** Money goes back: the provider tells of card refunds, finance records the others. */
export const settleRefunds = async ({ client, progress, tally }: DemoRun): Promise<void> => {
  const orders = await readOrders(client, '&stage=refunding');
  progress.phase('Refunds', orders.length);
  const settle = async (orderId: string, externalId: string, refund: Refund): Promise<void> => {
    const byCard = refund.method === 'card';
    const outcome = byCard && chance(externalId, 'refund') < FAILS ? 'failed' : 'succeeded';
    const { status, body } = byCard
      ? await client.tell('/v1/webhooks/payments/simulator', {
          id: `refund-${refund.id}`,
          event: `refund.${outcome}`,
          refundId: refund.id,
          ...refund.amount,
          providerReference: `sim-${refund.id.slice(-12)}`,
          occurredAt: new Date().toISOString(),
        })
      : await client.call('POST', `/v1/orders/${orderId}/refunds/${refund.id}/settle`, {
          reference: 'statement',
        });
    if (status >= 300) tally.add('unexpected', `refund: ${status} ${body.code}`);
    else tally.add('refunds', byCard ? `${outcome}, told by the provider` : 'recorded by finance');
  };
  await inParallel(orders, AT_ONCE, async ({ id, externalId }) => {
    const { body } = await client.call('GET', `/v1/orders/${id}`);
    for (const refund of (body.refunds ?? []) as Refund[])
      if (refund.status === 'pending') await settle(id, externalId, refund);
    progress.tick();
  });
  await untilQuiet(client);
};
