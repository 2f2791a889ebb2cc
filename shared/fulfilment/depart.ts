import { hoursAfter } from '../kernel/clock.ts';
import { hasMoreToSend } from '../orders/backorder.ts';
import type { DecisionContext } from '../orders/decision.ts';
import { isBeingMade, isOut } from '../orders/derive-axes.ts';
import type { Fulfilment } from '../orders/fulfilment.ts';
import type { Order } from '../orders/order.ts';
import type { OrderEvent } from '../orders/order-events.ts';
import { bound, isOnWayToStore } from '../orders/to-store.ts';
import type { Policy } from '../policies/policy.ts';
import { withFulfilment } from './advance-fulfilment.ts';

/** A fulfilment whose parcels have left, and whose silence is looked into after the policy's hours (G7). */
export const departed = (
  order: Pick<Order, 'body'>,
  fulfilment: Fulfilment,
  at: string,
  policy: Policy,
): Fulfilment => ({
  ...bound(order, fulfilment),
  status: 'shipped',
  shippedAt: at,
  dueAt: hoursAfter(at, policy.parcels.silentAfterHours),
  parcels: fulfilment.parcels.map((parcel) => ({ ...parcel, status: 'handed_over' })),
});

/** What the order's buyer is told: all has left, or a part of it, or it goes to the store where they fetch it. */
export const departureEvent = (
  before: Order,
  fulfilment: Fulfilment,
  at: string,
  { actor }: Pick<DecisionContext, 'actor'>,
): OrderEvent => ({
  type: departureType(before, fulfilment),
  at,
  actor,
  data: {
    fulfilmentId: fulfilment.id,
    locationId: fulfilment.locationId,
    ...(isOnWayToStore(fulfilment) ? { toStore: fulfilment.toStore?.locationId } : {}),
    parcels: fulfilment.parcels.map(({ id, carrier, trackingNumber }) => ({
      parcelId: id,
      carrier,
      trackingNumber,
    })),
  },
});

const departureType = (before: Order, fulfilment: Fulfilment): OrderEvent['type'] => {
  if (isOnWayToStore(fulfilment)) return 'sent_to_store';
  const isLast = withFulfilment(before, fulfilment).every(hasLeftOrEnded);
  return isLast && !isBeingMade(before) && !hasMoreToSend(before) ? 'shipped' : 'partially_shipped';
};

const hasLeftOrEnded = (fulfilment: Fulfilment): boolean =>
  isOut(fulfilment) || fulfilment.status === 'cancelled';
