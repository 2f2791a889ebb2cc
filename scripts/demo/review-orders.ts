import { chance } from './chance.ts';
import { AT_ONCE, type DemoRun } from './demo-run.ts';
import { inParallel } from './in-parallel.ts';
import { readOrders } from './read-orders.ts';
import { untilQuiet } from './until-quiet.ts';

/** Of the paid orders that wait for people: approved, refused; the rest is left waiting. */
const APPROVED = 0.8;
const REJECTED = 0.85;
/** Unpaid orders that a clerk confirms on trust; they wait for their money all the same. */
const TRUSTED = 0.3;
/** Orders whose buyers change their minds before anything is sent. */
const REGRETTED = 0.06;

/** What people of the shop and buyers do before the warehouse begins. */
export const reviewOrders = async ({ client, progress, tally }: DemoRun): Promise<void> => {
  const orders = (await readOrders(client)).filter(({ stage }) => stage !== 'cancelled');
  progress.phase('Review and second thoughts', orders.length);
  const decide = async (id: string, decision: string, body: unknown): Promise<void> => {
    const answer = await client.call('POST', `/v1/orders/${id}/${decision}`, body);
    if (answer.status === 200) tally.add('people', decision);
    else tally.add('unexpected', `${decision}: ${answer.status} ${answer.body.code}`);
  };
  await inParallel(orders, AT_ONCE, async ({ id, externalId, stage }) => {
    const drawn = chance(externalId, 'review');
    if (stage === 'unconfirmed_paid' && drawn < APPROVED) await decide(id, 'approve', { note: 'looked at' });
    else if (stage === 'unconfirmed_paid' && drawn < REJECTED)
      await decide(id, 'reject', { note: 'cannot be right' });
    else if (stage === 'unconfirmed_unpaid' && drawn < TRUSTED) await decide(id, 'approve', {});
    else if (stage === 'ready_processed' && chance(externalId, 'regret') < REGRETTED)
      await decide(id, 'cancel', { reason: 'the buyer changed their mind' });
    progress.tick();
  });
  await untilQuiet(client);
};
