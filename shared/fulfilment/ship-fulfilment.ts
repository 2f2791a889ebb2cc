import {
  type FieldError,
  illegalTransition,
  isProblem,
  type Problem,
  validationFailed,
} from '../kernel/problem.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import type { Fulfilment } from '../orders/fulfilment.ts';
import type { Order } from '../orders/order.ts';
import type { OrderEvent } from '../orders/order-events.ts';
import { openRequest } from '../orders/waybill-requests.ts';
import { advanceFulfilment, stepEvent } from './advance-fulfilment.ts';
import { departed, departureEvent } from './depart.ts';
import { fulfilmentOf, whyNotStep } from './fulfilment-steps.ts';
import { agree, newParcels, type WaybillWish, withParcels, wrongNumbers } from './new-parcel.ts';

/** The carrier's paper, where no waybill was made here. */
export type ShipWish = Omit<WaybillWish, 'service'>;

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
  if (fulfilment.status === 'shipped' && isOneOf(fulfilment, wish)) return 'nothing';
  const refused = whyNotStep(order, fulfilment, 'ship');
  if (refused) return refused;
  if (openRequest(fulfilment))
    return illegalTransition(
      fulfilment.status,
      ['waybill'],
      'Its waybill was asked for and is not there yet. Wait for it, or make one with the number you have.',
    );
  const errors =
    fulfilment.status === 'packed'
      ? [...missing(wish), ...wrongNumbers(fulfilment, wish)]
      : contradictions(fulfilment, wish);
  if (errors.length > 0) return validationFailed(errors);
  const { waybilled, events } =
    fulfilment.status === 'packed'
      ? withPaper(order, fulfilment, wish, context)
      : { waybilled: fulfilment, events: [] };
  const shipped = departed(order, waybilled, context.at, context.policy);
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
    .filter((field) => wish[field] === undefined && (field === 'carrier' || !wish.trackingNumbers))
    .map((field) => ({
      path: `/${field}`,
      code: 'required',
      message: 'is required, because no waybill was made',
    }));

/** One number is enough to name parcels that have their waybills; all of them leave together. */
const isOneOf = ({ parcels }: Fulfilment, { carrier, trackingNumber, trackingNumbers }: ShipWish): boolean =>
  agree(parcels, { ...(carrier ? { carrier } : {}), ...(trackingNumbers ? { trackingNumbers } : {}) }) &&
  (trackingNumber === undefined || parcels.some((parcel) => parcel.trackingNumber === trackingNumber));

const contradictions = (fulfilment: Fulfilment, wish: ShipWish): FieldError[] =>
  (['carrier', 'trackingNumber', 'trackingNumbers'] as const)
    .filter((field) => wish[field] !== undefined && !isOneOf(fulfilment, { [field]: wish[field] }))
    .map((field) => ({ path: `/${field}`, code: 'differs_from_waybill', message: 'is not the waybill’s' }));

const withPaper = (
  order: Order,
  fulfilment: Fulfilment,
  wish: ShipWish,
  context: DecisionContext,
): { waybilled: Fulfilment; events: OrderEvent[] } => {
  const { carrier = '', trackingNumber = '', trackingNumbers = [trackingNumber] } = wish;
  const parcels = newParcels(order, fulfilment, { carrier, numbers: trackingNumbers });
  const waybilled = withParcels(fulfilment, parcels, context.at);
  return { waybilled, events: [stepEvent(order, 'waybill_created', waybilled, context)] };
};
