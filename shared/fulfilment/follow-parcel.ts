import type { Parcel, ParcelStatus } from '../orders/fulfilment.ts';
import { allows, PARCEL_STATUS } from '../orders/order-states.ts';
import type { Scan } from './carrier-event-schema.ts';

/** How far along a parcel is. `exception` lies beside the way, `returned` at its other end. */
const PLACE: Record<Exclude<ParcelStatus, 'exception' | 'returned'>, number> = {
  created: 0,
  handed_over: 1,
  picked_up: 2,
  in_transit: 3,
  out_for_delivery: 4,
  delivered: 5,
};

const isEnd = ({ status }: Parcel): boolean => status === 'delivered' || status === 'returned';

/** A parcel of which no more news is to be waited for. */
export const isUnderWay = (parcel: Parcel): boolean => !isEnd(parcel);

/**
 * Whether a scan moves the parcel. Scans come late, twice and in any order, so a parcel only moves forward, whatever
 * the scan's time; in and out of an exception the carrier's clock decides. A return is the last word: carriers
 * report the delivery back to the sender as a delivery.
 */
const moves = (parcel: Parcel, { status, at }: Scan): boolean => {
  if (parcel.status === 'returned' || !allows(PARCEL_STATUS, parcel.status, status)) return false;
  if (parcel.status === 'delivered' || status === 'returned' || status === 'delivered') return true;
  if (parcel.status === 'exception') return at > (parcel.newsAt ?? '');
  if (status === 'exception') return at >= (parcel.newsAt ?? '');
  // After an exception the way may begin further back; an old scan from before it must not skip that again.
  const reached = at > (parcel.newsAt ?? '') ? PLACE[parcel.status] : furthest(parcel, PLACE[parcel.status]);
  return PLACE[status] > reached;
};

const furthest = ({ inTransitAt, outForDeliveryAt }: Parcel, place: number): number => {
  if (outForDeliveryAt !== undefined) return PLACE.out_for_delivery;
  return inTransitAt === undefined ? place : Math.max(place, PLACE.in_transit);
};

/** Milestones that a carrier skipped have the time of what followed, so that the timeline has no hole. */
const marks = (parcel: Parcel, { status, at }: Scan): Partial<Parcel> => {
  if (status === 'exception' || status === 'returned') return {};
  const place = PLACE[status];
  return {
    ...(place >= PLACE.in_transit ? { inTransitAt: parcel.inTransitAt ?? at } : {}),
    ...(place >= PLACE.out_for_delivery ? { outForDeliveryAt: parcel.outForDeliveryAt ?? at } : {}),
    ...(place >= PLACE.delivered ? { deliveredAt: at } : {}),
  };
};

const notesMore = (parcel: Parcel, scan: Scan): boolean =>
  Object.keys(marks(parcel, scan)).some((mark) => parcel[mark as keyof Parcel] === undefined);

/** The parcel after a scan; the very same when the scan says nothing new. `moved`: its status is news. */
export const followParcel = (parcel: Parcel, scan: Scan): { parcel: Parcel; moved: boolean } => {
  const { newsAt } = parcel;
  const latest = newsAt !== undefined && newsAt >= scan.at ? newsAt : scan.at;
  if (moves(parcel, scan))
    return {
      parcel: { ...parcel, status: scan.status, newsAt: latest, ...marks(parcel, scan) },
      moved: true,
    };
  // The same status from another place is a sign of life, and no more.
  const alive = isUnderWay(parcel) && latest !== newsAt;
  const seen = alive ? { ...parcel, newsAt: latest } : parcel;
  // What was before an exception is noted, so that being told of it again moves nothing either.
  const missed = parcel.status === 'exception' && notesMore(parcel, scan);
  return { parcel: missed ? { ...seen, ...marks(parcel, scan) } : seen, moved: false };
};
