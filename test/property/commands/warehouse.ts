import fc from 'fast-check';
import { SCAN_STATUSES } from '../../../shared/fulfilment/carrier-event-schema.ts';
import type { Fulfilment, Parcel } from '../../../shared/orders/fulfilment.ts';
import type { Order } from '../../../shared/orders/order.ts';
import { call, hook } from '../system/call.ts';
import { partAt, type World } from '../system/world.ts';
import { command, rarely, twice, which } from './command.ts';

const fulfilmentAt = (world: World, nth: number): Fulfilment | undefined =>
  partAt(world, ({ fulfilments }) => fulfilments, nth)?.part;

/** One step of a warehouse, its turn or not. */
export const step = command(
  'step',
  5,
  fc.record({
    fulfilment: which,
    name: fc.constantFrom('release', 'pack', 'waybill', 'ship', 'ship'),
    /** A number of the carrier's own; the same one may be used twice. */
    tracking: fc.option(fc.nat(2), { freq: 3 }),
    twice,
  }),
  async (world, { fulfilment: nth, name, tracking, twice }) => {
    const fulfilment = fulfilmentAt(world, nth);
    if (!fulfilment) return;
    const path = name === 'waybill' ? 'fulfilment/create-waybill' : `fulfilment/${name}-fulfilment`;
    const paper =
      tracking !== null && (name === 'ship' || name === 'waybill')
        ? { carrier: 'generic', trackingNumber: `OWN-${world.word}-${tracking}` }
        : {};
    await call(world, path, { params: { id: fulfilment.id }, body: paper, twice });
  },
);

/** Picks everything, or notes that some of it is missing. */
export const pickGoods = command(
  'pickGoods',
  3,
  fc.record({ fulfilment: which, missing: fc.option(fc.nat(2), { freq: 3 }), twice }),
  async (world, { fulfilment: nth, missing, twice }) => {
    const fulfilment = fulfilmentAt(world, nth);
    if (!fulfilment) return;
    const lines = fulfilment.lines.map(({ lineId, quantity }) => ({
      lineId,
      picked: Math.max(0, quantity - (missing ?? 0)),
    }));
    await call(world, 'fulfilment/pick-fulfilment', {
      params: { id: fulfilment.id },
      body: { lines },
      twice,
    });
  },
);

const parcelsOf = ({ fulfilments }: Order): readonly Parcel[] =>
  fulfilments.flatMap(({ parcels }) => parcels);

/** A carrier tells of a parcel: scans in any order, late, of the future, or the same message again. */
export const scan = command(
  'scan',
  4,
  fc.record({
    parcel: which,
    events: fc.array(
      fc.record({
        status: fc.constantFrom(...SCAN_STATUSES, 'delivered' as const),
        hours: fc.integer({ min: -30, max: 3 }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    again: rarely(4),
  }),
  async (world, { parcel: nth, events, again }) => {
    const { part: parcel } = partAt(world, parcelsOf, nth) ?? {};
    if (!parcel) return;
    const news = {
      id: `scan-${world.word}-${world.calls}-${world.waiting.length}-${Date.now()}`,
      carrier: parcel.carrier,
      trackingNumber: parcel.trackingNumber,
      events: events.map(({ status, hours }) => ({
        status,
        at: new Date(Date.now() + hours * 3_600_000).toISOString(),
      })),
    };
    const params = { carrier: 'generic' };
    if (parcel.carrier !== 'generic') return;
    await hook(world, 'webhooks/receive-carrier-event', params, news);
    if (again) await hook(world, 'webhooks/receive-carrier-event', params, news, true);
  },
);
