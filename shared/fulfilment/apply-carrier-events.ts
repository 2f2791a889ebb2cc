import { notFound, type Problem } from '../kernel/problem.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import type { Fulfilment, Parcel } from '../orders/fulfilment.ts';
import type { Order } from '../orders/order.ts';
import { isOnWayToStore } from '../orders/to-store.ts';
import { advanceFulfilment } from './advance-fulfilment.ts';
import { arrivalEvent, arrivalOf, arrived } from './arrive.ts';
import type { Scan } from './carrier-event-schema.ts';
import { departed, departureEvent } from './depart.ts';
import { followParcel } from './follow-parcel.ts';
import { firstOnTheWay, parcelTrouble } from './parcel-events.ts';

/**
 * Applies a carrier's scans to a parcel. Late and repeated scans are `nothing`. A scan of a parcel that the warehouse
 * has not yet called shipped ships its fulfilment: it has evidently left, held or not, and so have its goods.
 */
export const applyCarrierEvents = (
  order: Order,
  fulfilmentId: string,
  parcelId: string,
  scans: readonly Scan[],
  context: DecisionContext,
): Decision | Problem | 'nothing' => {
  const fulfilment = order.fulfilments.find(({ id }) => id === fulfilmentId);
  const known = fulfilment?.parcels.find(({ id }) => id === parcelId);
  if (!fulfilment || !known) return notFound('parcel');
  const told = inOrder(scans, context.at);
  const leftAt = fulfilment.status === 'waybilled' ? told.find(provesDeparture)?.at : undefined;
  const base = leftAt === undefined ? fulfilment : departed(order, fulfilment, leftAt, context.policy);
  const start = base.parcels.find(({ id }) => id === parcelId) ?? known;
  const { parcel, moved } = follow(start, told);
  if (parcel === known) return 'nothing';
  const changed = arrived({ ...base, parcels: base.parcels.map((each) => (each === start ? parcel : each)) });
  if (fulfilment.status === 'cancelled') return afterCancelling(order, changed, known, parcel, context);
  const events = [
    ...(leftAt === undefined ? [] : [departureEvent(order, changed, leftAt, context)]),
    // A parcel to our own store brings the buyer nothing yet.
    ...(isOnWayToStore(changed) ? [] : firstOnTheWay(order, fulfilmentId, parcel, context)),
    ...moved.filter(isTrouble).map((scan) => parcelTrouble(fulfilmentId, parcel, scan, context)),
    ...arrivalEvent(order, changed, context),
  ];
  return advanceFulfilment(order, changed, events, context, arrivalOf(order, changed, leftAt));
};

/** By the carrier's clock, none later than ours: a wrong clock must not silence a parcel for years. */
const inOrder = (scans: readonly Scan[], now: string): Scan[] =>
  scans
    .map(({ status, at }) => ({ status, at: new Date(at).toISOString() }))
    .map(({ status, at }) => ({ status, at: at > now ? now : at }))
    .sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));

const provesDeparture = ({ status }: Scan): boolean => status !== 'exception';
const isTrouble = ({ status }: Scan): boolean => status === 'exception' || status === 'returned';

const follow = (start: Parcel, scans: readonly Scan[]): { parcel: Parcel; moved: Scan[] } => {
  const moved: Scan[] = [];
  const parcel = scans.reduce((current, scan) => {
    const step = followParcel(current, scan);
    if (step.moved) moved.push(scan);
    return step.parcel;
  }, start);
  return { parcel, moved };
};

/** The parcel of a cancelled fulfilment travels although its goods were given back to the stock: people must look. */
const afterCancelling = (
  order: Order,
  changed: Fulfilment,
  before: Parcel,
  parcel: Parcel,
  context: DecisionContext,
): Decision => {
  const scan = { status: parcel.status, at: parcel.newsAt ?? context.at };
  const told = before.status === 'created' && parcel.status !== 'created';
  const trouble = parcelTrouble(changed.id, parcel, scan, context);
  const events = told ? [{ ...trouble, data: { ...trouble.data, fulfilmentStatus: 'cancelled' } }] : [];
  return advanceFulfilment(order, changed, events, context);
};
