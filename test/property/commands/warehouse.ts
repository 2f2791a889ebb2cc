import fc from 'fast-check';
import { SCAN_STATUSES } from '../../../shared/fulfilment/carrier-event-schema.ts';
import { historyOf } from '../../../shared/orders/effects/journal.ts';
import type { Fulfilment, Parcel } from '../../../shared/orders/fulfilment.ts';
import type { Order } from '../../../shared/orders/order.ts';
import { addUnits } from '../model/told.ts';
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
    /** Pack each line into a box of its own. */
    boxes: rarely(3),
    /** A number of the carrier's own; the same one may be used twice. */
    tracking: fc.option(fc.nat(2), { freq: 3 }),
    twice,
  }),
  async (world, { fulfilment: nth, name, boxes, tracking, twice }) => {
    const fulfilment = fulfilmentAt(world, nth);
    if (!fulfilment) return;
    const path = name === 'waybill' ? 'fulfilment/create-waybill' : `fulfilment/${name}-fulfilment`;
    const paper =
      tracking !== null && (name === 'ship' || name === 'waybill')
        ? { carrier: 'generic', trackingNumber: `OWN-${world.word}-${tracking}` }
        : {};
    const parcels = fulfilment.lines.map(({ lineId, sku, picked }) => ({
      lines: [{ lineId, sku, quantity: picked || 1 }],
    }));
    const body = name === 'pack' && boxes ? { parcels } : paper;
    await call(world, path, { params: { id: fulfilment.id }, body, twice });
  },
);

/** How often goods of a fulfilment went elsewhere; where nobody else can send them, they stay, and it is not told so. */
const refusals = ({ items }: World, id: string): number =>
  historyOf([...items.values()]).filter(
    ({ type, data }) => type === 'fulfilment_rejected' && data?.fulfilmentId === id,
  ).length;

/** Picks everything, or notes that some of it is missing. */
export const pickGoods = command(
  'pickGoods',
  3,
  fc.record({ fulfilment: which, missing: fc.option(fc.nat(2), { freq: 3 }), twice }),
  async (world, { fulfilment: nth, missing, twice }) => {
    const fulfilment = fulfilmentAt(world, nth);
    if (!fulfilment) return;
    // Of two at once, nobody can say from outside how much was left to be missed.
    const short = world.parallel && world.setup.shop === 'moving' ? 0 : (missing ?? 0);
    const lines = fulfilment.lines.map(({ lineId, sku, quantity }) => ({
      lineId,
      sku,
      picked: Math.max(0, quantity - short),
    }));
    const before = refusals(world, fulfilment.id);
    await call(world, 'fulfilment/pick-fulfilment', {
      params: { id: fulfilment.id },
      body: { lines },
      twice,
    });
    if (refusals(world, fulfilment.id) === before) return;
    // What was missing is sent from elsewhere, and nowhere to be found here.
    for (const { sku, quantity } of fulfilment.lines)
      addUnits(world.told, sku, fulfilment.locationId, -Math.min(quantity, short));
  },
);

/** What a refusal took out of a location's stock for good: broken, or nowhere to be found. */
const noteLost = (world: World, { locationId, lines }: Fulfilment, named: number | null): void => {
  const refused =
    named === null ? lines.filter(({ quantity, picked }) => picked < quantity) : lines.slice(0, 1);
  const all = refused.length > 0 ? refused : lines.map((line) => ({ ...line, picked: 0 }));
  for (const { sku, quantity, picked } of all)
    addUnits(world.told, sku, locationId, -(named === null ? quantity - picked : Math.min(named, quantity)));
};

/** A location refuses all that it has not picked, or some units of the first line. */
export const refuse = command(
  'refuse',
  5,
  fc.record({
    fulfilment: which,
    code: fc.constantFrom('not_found', 'damaged', 'too_busy'),
    units: fc.option(fc.integer({ min: 1, max: 2 })),
    twice,
  }),
  async (world, { fulfilment: nth, code, units, twice }) => {
    const fulfilment = fulfilmentAt(world, nth);
    if (!fulfilment) return;
    const { lineId = 'lin_1', sku } = fulfilment.lines[0] ?? {};
    const lines = units === null ? {} : { lines: [{ lineId, sku, quantity: units }] };
    const params = { id: fulfilment.id };
    // Of two at once, nobody can say from outside how much was left to be refused.
    const reason = world.parallel ? 'too_busy' : code;
    const before = refusals(world, fulfilment.id);
    await call(world, 'sourcing/reject-fulfilment', { params, body: { code: reason, ...lines }, twice });
    const moved = refusals(world, fulfilment.id) > before;
    if (moved && reason !== 'too_busy') noteLost(world, fulfilment, units);
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
