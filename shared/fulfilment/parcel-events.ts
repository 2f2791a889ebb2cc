import type { DecisionContext } from '../orders/decision.ts';
import type { Parcel, ParcelStatus } from '../orders/fulfilment.ts';
import type { Order } from '../orders/order.ts';
import type { OrderEvent } from '../orders/order-events.ts';

const WAY = [
  ['in_transit', 'inTransitAt'],
  ['out_for_delivery', 'outForDeliveryAt'],
] as const;

const subject = (fulfilmentId: string, { id, carrier, trackingNumber }: Parcel) => ({
  fulfilmentId,
  parcelId: id,
  carrier,
  trackingNumber,
});

/** The milestones of the way that this parcel is the first of the order to reach. */
export const firstOnTheWay = (
  before: Order,
  fulfilmentId: string,
  parcel: Parcel,
  { actor }: DecisionContext,
): OrderEvent[] => {
  const others = before.fulfilments
    .filter(({ status }) => status !== 'cancelled')
    .flatMap(({ parcels }) => parcels);
  return WAY.flatMap(([type, mark]): OrderEvent[] => {
    const at = parcel[mark];
    if (at === undefined || others.some((each) => each[mark] !== undefined)) return [];
    return [{ type, at, actor, data: subject(fulfilmentId, parcel) }];
  });
};

/** A carrier's trouble with a parcel, or its way back. */
export const parcelTrouble = (
  fulfilmentId: string,
  parcel: Parcel,
  { status, at }: { status: ParcelStatus; at: string },
  { actor }: Pick<DecisionContext, 'actor'>,
): OrderEvent => ({
  type: 'exception_parcel',
  at,
  actor,
  data: { ...subject(fulfilmentId, parcel), status },
});
