import type { Assignment } from '../carriers/assign-carrier.ts';
import { type Problem, problem } from '../kernel/problem.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import type { Fulfilment } from '../orders/fulfilment.ts';
import type { Order } from '../orders/order.ts';
import { openRequest, type WaybillRequest } from '../orders/waybill-requests.ts';
import { advanceFulfilment } from './advance-fulfilment.ts';
import { boxesOf, type WaybillWish } from './new-parcel.ts';

/** How often carriers are asked for one fulfilment, before people have to look into it. */
const MAX_REQUESTS = 10;

/** A repeat of the call this long after the first wakes the worker again, should its message be lost. */
const PATIENCE_MS = 10 * 60_000;

/**
 * Writes down that a carrier is to be asked for the waybill, before anybody asks it. The same wish again is `nothing`
 * while the answer is awaited; another wish takes its place.
 */
export const requestWaybill = (
  order: Order,
  fulfilment: Fulfilment,
  wish: WaybillWish,
  { carrier, service, cost }: Assignment,
  context: DecisionContext,
): Decision | Problem | 'nothing' => {
  const { waybillRequests: asked = [], id } = fulfilment;
  const open = openRequest(fulfilment);
  if (open && isSame(open, wish)) return again(order, fulfilment, open, context);
  if (asked.length >= MAX_REQUESTS)
    return problem(409, 'too_many_requests_for_waybills', 'The carriers were asked too often', {
      detail: `${MAX_REQUESTS} waybills were asked for. Bring one along: carrier and trackingNumber.`,
    });
  const request: WaybillRequest = {
    reference: `${id}-w${asked.length + 1}`,
    carrier,
    ...(service === undefined ? {} : { service }),
    parcels: boxesOf(fulfilment).length,
    state: 'requested',
    requestedAt: context.at,
  };
  const earlier = asked.map((each) => (each === open ? { ...each, state: 'withdrawing' as const } : each));
  const changed = {
    ...fulfilment,
    waybillRequests: [...earlier, request],
    ...(cost ? { shippingCost: cost } : {}),
  };
  return advanceFulfilment(order, changed, [], context);
};

const isSame = ({ carrier, service }: WaybillRequest, wish: WaybillWish): boolean =>
  (wish.carrier ?? carrier) === carrier && (wish.service ?? service) === service;

const again = (
  order: Order,
  fulfilment: Fulfilment,
  { requestedAt, carrier }: WaybillRequest,
  context: DecisionContext,
): Decision | 'nothing' => {
  const { at, actor } = context;
  if (Date.parse(at) - Date.parse(requestedAt) < PATIENCE_MS) return 'nothing';
  const data = { fulfilmentId: fulfilment.id, carrier };
  return { next: order, events: [{ type: 'carrier_work_requested', at, actor, data }] };
};
