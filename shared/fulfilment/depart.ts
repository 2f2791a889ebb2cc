import { hoursAfter } from '../kernel/clock.ts';
import { hasMoreToSend } from '../orders/backorder.ts';
import type { DecisionContext } from '../orders/decision.ts';
import { isBeingMade } from '../orders/derive-axes.ts';
import type { Fulfilment } from '../orders/fulfilment.ts';
import type { Order } from '../orders/order.ts';
import type { OrderEvent } from '../orders/order-events.ts';
import type { Policy } from '../policies/policy.ts';
import { withFulfilment } from './advance-fulfilment.ts';

/** A fulfilment whose parcels have left, and whose silence is looked into after the policy's hours (G7). */
export const departed = (fulfilment: Fulfilment, at: string, policy: Policy): Fulfilment => ({
  ...fulfilment,
  status: 'shipped',
  shippedAt: at,
  dueAt: hoursAfter(at, policy.parcels.silentAfterHours),
  parcels: fulfilment.parcels.map((parcel) => ({ ...parcel, status: 'handed_over' })),
});

/** What the order's buyer is told: all has left, or a part of it. */
export const departureEvent = (
  before: Order,
  fulfilment: Fulfilment,
  at: string,
  { actor }: Pick<DecisionContext, 'actor'>,
): OrderEvent => ({
  type:
    withFulfilment(before, fulfilment).every(hasLeftOrEnded) && !isBeingMade(before) && !hasMoreToSend(before)
      ? 'shipped'
      : 'partially_shipped',
  at,
  actor,
  data: {
    fulfilmentId: fulfilment.id,
    locationId: fulfilment.locationId,
    parcels: fulfilment.parcels.map(({ id, carrier, trackingNumber }) => ({
      parcelId: id,
      carrier,
      trackingNumber,
    })),
  },
});

const hasLeftOrEnded = ({ status }: Fulfilment): boolean =>
  status === 'shipped' || status === 'delivered' || status === 'cancelled';
