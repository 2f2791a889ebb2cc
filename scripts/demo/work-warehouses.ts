import { chance } from './chance.ts';
import { AT_ONCE, type DemoRun } from './demo-run.ts';
import { inParallel } from './in-parallel.ts';
import { LOCATIONS } from './plan-catalogue.ts';
import { readAll, readOrders } from './read-orders.ts';
import { untilQuiet } from './until-quiet.ts';

export type Fulfilment = {
  id: string;
  orderId: string;
  orderNumber: string;
  locationId: string;
  lines: { lineId: string; sku: string; quantity: number }[];
  parcels: { carrier: string; trackingNumber: string }[];
};

/** A fulfilment that has left; `name` is the same in every run of the demo, ids are not. */
export type Sent = { name: string; parcels: Fulfilment['parcels'] };

/** The share of fulfilments that nobody gets round to, so that the sweeps have something to say. */
const LATE = 0.05;
/** The share in which something is not on its shelf at first. */
const SHORT = 0.03;

/** What a warehouse does all day: takes its work in order, picks, packs, makes the waybill, hands over. */
export const workWarehouses = async ({ client, progress, tally }: DemoRun): Promise<Sent[]> => {
  const invoiceOf = new Map((await readOrders(client)).map(({ id, externalId }) => [id, externalId]));
  const lists = await Promise.all(
    LOCATIONS.map(({ id }) =>
      readAll<Fulfilment>(client, `/v1/fulfilments?locationId=${id}&status=released`),
    ),
  );
  const work = lists.flat();
  progress.phase('Pick, pack, waybill, ship', work.length);
  const shipped: Sent[] = [];
  const step = async (
    id: string,
    name: string,
    body: unknown,
  ): Promise<Record<string, unknown> | undefined> => {
    const answer = await client.call('POST', `/v1/fulfilments/${id}/${name}`, body);
    if (answer.status === 200) return answer.body;
    tally.add('unexpected', `${name}: ${answer.status} ${answer.body.code}`);
    return undefined;
  };
  const handle = async ({ id, orderId, lines }: Fulfilment): Promise<void> => {
    const name = `${invoiceOf.get(orderId)} ${id.slice(id.lastIndexOf('_'))}`;
    if (chance(name, 'late') < LATE) return tally.add('warehouse', 'left lying');
    const all = lines.map(({ lineId, sku, quantity }) => ({ lineId, sku, picked: quantity }));
    if (chance(name, 'short') < SHORT) {
      tally.add('warehouse', 'first not found, then found');
      await step(id, 'pick', { lines: all.map((line, at) => (at === 0 ? { ...line, picked: 0 } : line)) });
    }
    const done =
      (await step(id, 'pick', { lines: all })) &&
      (await step(id, 'pack', {})) &&
      (await step(id, 'waybill', {})) &&
      (await step(id, 'ship', {}));
    if (!done) return;
    tally.add('warehouse', 'shipped');
    shipped.push({ name, parcels: done.parcels as Fulfilment['parcels'] });
  };
  await inParallel(work, AT_ONCE, async (fulfilment) => {
    await handle(fulfilment);
    progress.tick();
  });
  await untilQuiet(client);
  return shipped;
};
