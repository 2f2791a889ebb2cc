import { type FieldError, isProblem, type Problem, validationFailed } from '../kernel/problem.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import type { Fulfilment } from '../orders/fulfilment.ts';
import type { Order } from '../orders/order.ts';
import type { OrderEvent } from '../orders/order-events.ts';
import { advanceFulfilment, stepEvent } from './advance-fulfilment.ts';
import { departed, departureEvent } from './depart.ts';
import { fulfilmentOf, whyNotStep } from './fulfilment-steps.ts';
import { agrees, newParcel } from './new-parcel.ts';

/** The carrier's paper, where no waybill was made here. */
export type ShipWish = { carrier?: string; trackingNumber?: string };

/**
 * Hands a fulfilment's parcels over to the carrier. Its reserved units leave the stock with the commit. Without a
 * waybill it takes the carrier and the number of the one that was made elsewhere: 422 naming what is missing.
 */
export const shipFulfilment = (
  order: Order,
  id: string,
  wish: ShipWish,
  context: DecisionContext,
): Decision | Problem | 'nothing' => {
  const fulfilment = fulfilmentOf(order, id);
  if (isProblem(fulfilment)) return fulfilment;
  if (fulfilment.status === 'shipped' && fulfilment.parcels.some((parcel) => agrees(parcel, wish)))
    return 'nothing';
  const refused = whyNotStep(order, fulfilment, 'ship');
  if (refused) return refused;
  const errors = fulfilment.status === 'packed' ? missing(wish) : contradictions(fulfilment, wish);
  if (errors.length > 0) return validationFailed(errors);
  const { waybilled, events } =
    fulfilment.status === 'packed'
      ? withPaper(order, fulfilment, wish, context)
      : { waybilled: fulfilment, events: [] };
  const shipped = departed(waybilled, context.at, context.policy);
  // Two locations may ship in the same moment: the head decides which of them was the last, so it is always written.
  return advanceFulfilment(
    order,
    shipped,
    [...events, departureEvent(order, shipped, context.at, context)],
    context,
    {},
  );
};

const missing = (wish: ShipWish): FieldError[] =>
  (['carrier', 'trackingNumber'] as const)
    .filter((field) => wish[field] === undefined)
    .map((field) => ({
      path: `/${field}`,
      code: 'required',
      message: 'is required, because no waybill was made',
    }));

const contradictions = ({ parcels }: Fulfilment, wish: ShipWish): FieldError[] =>
  (['carrier', 'trackingNumber'] as const)
    .filter((field) => wish[field] !== undefined && !parcels.some((parcel) => parcel[field] === wish[field]))
    .map((field) => ({ path: `/${field}`, code: 'differs_from_waybill', message: 'is not the waybill’s' }));

const withPaper = (
  order: Order,
  fulfilment: Fulfilment,
  wish: ShipWish,
  context: DecisionContext,
): { waybilled: Fulfilment; events: OrderEvent[] } => {
  const waybilled: Fulfilment = {
    ...fulfilment,
    parcels: [...fulfilment.parcels, newParcel(order, fulfilment, wish, context.policy)],
    waybilledAt: context.at,
  };
  return { waybilled, events: [stepEvent(order, 'waybill_created', waybilled, context)] };
};
