import { chance } from './chance.ts';
import { AT_ONCE, type DemoRun } from './demo-run.ts';
import { inParallel } from './in-parallel.ts';
import { untilQuiet } from './until-quiet.ts';
import type { Sent } from './work-warehouses.ts';

type Way = { name: string; upTo: number; deliveries: readonly (readonly string[])[] };

/** What becomes of parcels; a carrier's webhook brings one or more scans. */
const WAYS: readonly Way[] = [
  {
    name: 'delivered, scan by scan',
    upTo: 0.3,
    deliveries: [['picked_up'], ['in_transit'], ['out_for_delivery'], ['delivered']],
  },
  {
    name: 'delivered',
    upTo: 0.75,
    deliveries: [
      ['picked_up', 'in_transit'],
      ['out_for_delivery', 'delivered'],
    ],
  },
  {
    name: 'delivered, scans out of order',
    upTo: 0.85,
    deliveries: [['delivered'], ['in_transit', 'picked_up']],
  },
  {
    name: 'in trouble, then delivered',
    upTo: 0.88,
    deliveries: [['in_transit', 'exception'], ['delivered']],
  },
  { name: 'in trouble', upTo: 0.91, deliveries: [['in_transit'], ['exception']] },
  { name: 'on its way', upTo: 0.94, deliveries: [['picked_up', 'in_transit']] },
  { name: 'returned to us', upTo: 0.96, deliveries: [['in_transit', 'returned']] },
  { name: 'silent', upTo: 1, deliveries: [] },
];

const ORDER = ['picked_up', 'in_transit', 'exception', 'out_for_delivery', 'delivered', 'returned'];

/** Lets the carriers tell of the parcels. */
export const moveParcels = async (
  { client, progress, tally }: DemoRun,
  sent: readonly Sent[],
): Promise<void> => {
  const parcels = sent.flatMap(({ name, parcels: those }) => those.map((parcel) => ({ name, ...parcel })));
  progress.phase('Carriers', parcels.length);
  await inParallel(parcels, AT_ONCE, async ({ name, carrier, trackingNumber }) => {
    const drawn = chance(name, 'way');
    const way = WAYS.find(({ upTo }) => drawn < upTo);
    tally.add('parcels', way?.name ?? 'silent');
    const from = Date.now();
    for (const [at, statuses] of (way?.deliveries ?? []).entries()) {
      const events = statuses.map((status) => ({
        status,
        at: new Date(from + ORDER.indexOf(status) * 1000).toISOString(),
      }));
      const body = { id: `${trackingNumber}-${at}`, carrier, trackingNumber, events };
      const { status } = await client.tell('/v1/webhooks/carriers/generic', body);
      if (status !== 202) tally.add('unexpected', `carrier webhook: ${status}`);
    }
    progress.tick();
  });
  progress.phase('… followed', 0);
  await untilQuiet(client);
};
