import { type Assignment, assignCarrier } from '../carriers/assign-carrier.ts';
import { NO_CARRIERS, type ShippingFacts } from '../carriers/shipment-of.ts';
import { isProblem, type Problem, validationFailed } from '../kernel/problem.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import type { Fulfilment } from '../orders/fulfilment.ts';
import type { Order } from '../orders/order.ts';
import type { OrderEvent } from '../orders/order-events.ts';
import { openRequest } from '../orders/waybill-requests.ts';
import { advanceFulfilment, stepEvent } from './advance-fulfilment.ts';
import { fulfilmentOf, whyNotStep } from './fulfilment-steps.ts';
import {
  agree,
  broughtNumbers,
  newParcels,
  type WaybillWish,
  withParcels,
  wrongNumbers,
} from './new-parcel.ts';
import { requestWaybill } from './request-waybill.ts';

/**
 * Makes the parcels of a packed fulfilment: their carrier and their waybill numbers. A carrier that is asked over the
 * network is not asked here: that it is to be asked is written down, and its answer makes the parcels.
 */
export const createWaybill = (
  order: Order,
  id: string,
  wish: WaybillWish,
  context: DecisionContext,
  facts: ShippingFacts = NO_CARRIERS,
): Decision | Problem | 'nothing' => {
  const fulfilment = fulfilmentOf(order, id);
  if (isProblem(fulfilment)) return fulfilment;
  if (fulfilment.status === 'waybilled' && agree(fulfilment.parcels, wish)) return 'nothing';
  const refused = whyNotStep(order, fulfilment, 'waybill');
  if (refused) return refused;
  const errors = wrongNumbers(fulfilment, wish);
  if (errors.length > 0) return validationFailed(errors);
  const assignment = assignCarrier(order, fulfilment, wish, facts, context);
  if (isProblem(assignment)) return assignment;
  if (assignment.asked) return requestWaybill(order, fulfilment, wish, assignment, context);
  const waybilled = waybilledBy(order, withoutOpenRequest(fulfilment), wish, assignment, context);
  return advanceFulfilment(order, waybilled, [madeEvent(order, waybilled, assignment, context)], context);
};

const waybilledBy = (
  order: Order,
  fulfilment: Fulfilment,
  wish: WaybillWish,
  { carrier, service, cost }: Assignment,
  { at }: DecisionContext,
): Fulfilment => {
  const numbers = broughtNumbers(wish);
  const parcels = newParcels(order, fulfilment, {
    carrier,
    ...(service === undefined ? {} : { service }),
    ...(numbers ? { numbers } : {}),
  });
  return {
    ...withParcels(fulfilment, parcels, at),
    status: 'waybilled',
    ...(cost ? { shippingCost: cost } : {}),
  };
};

/** Another waybill takes the place of the one that was asked for; its carrier will hear of that. */
const withoutOpenRequest = (fulfilment: Fulfilment): Fulfilment => {
  const open = openRequest(fulfilment);
  if (!open || !fulfilment.waybillRequests) return fulfilment;
  return {
    ...fulfilment,
    waybillRequests: fulfilment.waybillRequests.map((each) =>
      each === open ? { ...each, state: 'withdrawing' } : each,
    ),
  };
};

const madeEvent = (
  order: Order,
  waybilled: Fulfilment,
  { wish }: Assignment,
  context: DecisionContext,
): OrderEvent => {
  const event = stepEvent(order, 'waybill_created', waybilled, context);
  return wish && !wish.honoured ? { ...event, data: { ...event.data, wish } } : event;
};
