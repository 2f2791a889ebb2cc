import { hasMoreToSend } from '../orders/backorder.ts';
import type { DecisionContext } from '../orders/decision.ts';
import { fulfilmentAxisOf, isBeingMade } from '../orders/derive-axes.ts';
import type { Fulfilment } from '../orders/fulfilment.ts';
import type { Order, OrderHead } from '../orders/order.ts';
import type { OrderEvent } from '../orders/order-events.ts';
import { isOnWayToStore } from '../orders/to-store.ts';
import { withFulfilment } from './advance-fulfilment.ts';
import { isUnderWay } from './follow-parcel.ts';

const latest = (instants: readonly (string | undefined)[]): string | undefined =>
  instants
    .filter((each) => each !== undefined)
    .sort()
    .at(-1);

/**
 * A shipped fulfilment brought in line with its parcels: delivered when all are, and nothing more to wait for when none
 * is under way. It is delivered no earlier than shipped, whatever the carrier's clock says.
 */
export const arrived = (fulfilment: Fulfilment): Fulfilment => {
  const { status, parcels, shippedAt } = fulfilment;
  if (status !== 'shipped' || parcels.some(isUnderWay)) return fulfilment;
  const { dueAt: _, ...rest } = fulfilment;
  // It is the store's to hand out.
  if (isOnWayToStore(fulfilment)) return rest;
  if (parcels.some((parcel) => parcel.status === 'returned')) return rest;
  const deliveredAt = latest([shippedAt, ...parcels.map((parcel) => parcel.deliveredAt)]);
  return { ...rest, status: 'delivered', ...(deliveredAt === undefined ? {} : { deliveredAt }) };
};

const hasJustArrived = (before: Order, { id, status }: Fulfilment): boolean =>
  status === 'delivered' && before.fulfilments.some((each) => each.id === id && each.status !== 'delivered');

const allDelivered = (order: Order, fulfilments: readonly Fulfilment[]): boolean =>
  fulfilmentAxisOf(fulfilments, isBeingMade(order), hasMoreToSend(order)) === 'delivered';

/** Says that the last part of the order was delivered, or one of several. */
export const arrivalEvent = (
  before: Order,
  fulfilment: Fulfilment,
  { at, actor }: DecisionContext,
): OrderEvent[] =>
  hasJustArrived(before, fulfilment)
    ? [
        {
          type: allDelivered(before, withFulfilment(before, fulfilment))
            ? 'delivered'
            : 'partially_delivered',
          at: fulfilment.deliveredAt ?? at,
          actor,
          data: { fulfilmentId: fulfilment.id },
        },
      ]
    : [];

/**
 * What the head says of the change. Undefined leaves it alone; `{}` writes it, because siblings may leave or arrive in
 * the same moment and only one of them is the last.
 */
export const arrivalOf = (
  before: Order,
  fulfilment: Fulfilment,
  leftAt: string | undefined,
): Partial<OrderHead> | undefined => {
  if (!hasJustArrived(before, fulfilment)) return leftAt === undefined ? undefined : {};
  const after = withFulfilment(before, fulfilment);
  const deliveredAt = latest(after.map((each) => each.deliveredAt));
  return allDelivered(before, after) && deliveredAt !== undefined ? { deliveredAt } : {};
};
