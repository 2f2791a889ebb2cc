import { advanceFulfilment, stepEvent } from '../fulfilment/advance-fulfilment.ts';
import { newParcels, withParcels } from '../fulfilment/new-parcel.ts';
import { isProblem, notFound, type Problem } from '../kernel/problem.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import type { Fulfilment } from '../orders/fulfilment.ts';
import type { Order } from '../orders/order.ts';
import type { OrderEvent } from '../orders/order-events.ts';
import { allows, WAYBILL_REQUEST, type WaybillRequestState } from '../orders/order-states.ts';
import { type WaybillRequest, withRequest } from '../orders/waybill-requests.ts';
import type { WaybillAnswer, Withdrawal } from './carrier-port.ts';

type Found = { fulfilment: Fulfilment; request: WaybillRequest };

const find = (order: Order, reference: string): Found | Problem => {
  for (const fulfilment of order.fulfilments) {
    const request = fulfilment.waybillRequests?.find((each) => each.reference === reference);
    if (request) return { fulfilment, request };
  }
  return notFound('request for a waybill');
};

const canBecome = ({ state }: WaybillRequest, next: WaybillRequestState): boolean =>
  allows(WAYBILL_REQUEST, state, next);

/**
 * Notes what the carrier answered. Its numbers make the parcels, if they are still wanted; if not, the answer alone is
 * kept, and the waybill is taken back. An answer to what was settled already is `nothing`.
 */
export const answerRequest = (
  order: Order,
  reference: string,
  answer: WaybillAnswer,
  context: DecisionContext,
): Decision | Problem | 'nothing' => {
  const found = find(order, reference);
  if (isProblem(found)) return found;
  const { fulfilment, request } = found;
  if ('refused' in answer) return refuse(order, found, answer.refused, context);
  if (!canBecome(request, 'answered')) return 'nothing';
  const answered = withRequest(fulfilment, reference, { state: 'answered' });
  if (fulfilment.status !== 'packed') return advanceFulfilment(order, answered, [], context);
  const { carrier, service } = request;
  const parcels = newParcels(order, fulfilment, {
    carrier,
    numbers: answer.numbers,
    ...(service === undefined ? {} : { service }),
  });
  const waybilled = { ...withParcels(answered, parcels, context.at), status: 'waybilled' as const };
  return advanceFulfilment(
    order,
    waybilled,
    [stepEvent(order, 'waybill_created', waybilled, context)],
    context,
  );
};

/** The carrier does not want the parcel: people choose another, or mend the address. */
const refuse = (
  order: Order,
  { fulfilment, request }: Found,
  why: string,
  context: DecisionContext,
): Decision | 'nothing' => {
  if (!canBecome(request, 'refused')) return 'nothing';
  const refused = withRequest(fulfilment, request.reference, { state: 'refused', failure: why });
  const events = fulfilment.status === 'packed' ? [trouble(fulfilment, request, why, context)] : [];
  return advanceFulfilment(order, refused, events, context);
};

/** Notes that a waybill was taken back, or that the carrier kept the parcel: then people must look. */
export const endRequest = (
  order: Order,
  reference: string,
  withdrawal: Exclude<Withdrawal, 'unknown'>,
  context: DecisionContext,
): Decision | Problem | 'nothing' => {
  const found = find(order, reference);
  if (isProblem(found)) return found;
  const { fulfilment, request } = found;
  const state = withdrawal === 'withdrawn' ? 'withdrawn' : 'kept';
  if (!canBecome(request, state)) return 'nothing';
  if (withdrawal === 'withdrawn')
    return advanceFulfilment(order, withRequest(fulfilment, reference, { state }), [], context);
  const { kept } = withdrawal;
  const changed = withRequest(fulfilment, reference, { state, failure: kept });
  return advanceFulfilment(order, changed, [trouble(fulfilment, request, kept, context)], context);
};

const trouble = (
  { id, locationId }: Fulfilment,
  { carrier, reference }: WaybillRequest,
  why: string,
  { at, actor }: DecisionContext,
): OrderEvent => ({
  type: 'exception_waybill',
  at,
  actor,
  data: { fulfilmentId: id, locationId, carrier, reference, why },
});
