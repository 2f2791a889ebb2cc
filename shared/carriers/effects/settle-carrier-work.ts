import { claimNumbers, numberInUse } from '../../fulfilment/effects/parcel-store.ts';
import { isProblem, type Problem } from '../../kernel/problem.ts';
import { findLocation } from '../../locations/effects/location-store.ts';
import type { Decide } from '../../orders/decision.ts';
import { changeOrder } from '../../orders/effects/change-order.ts';
import { loadOrder } from '../../orders/effects/load-order.ts';
import type { Order } from '../../orders/order.ts';
import { type CarrierWork, dueCarrierWork } from '../../orders/waybill-requests.ts';
import type { Deps } from '../../runtime/deps.ts';
import type { CarrierPort } from '../carrier-port.ts';
import { answerRequest, endRequest } from '../settle-request.ts';
import { waybillOrder } from '../waybill-order.ts';
import { loadProducts } from './load-shipping-facts.ts';
import type { OpenPort } from './open-port.ts';

/** A request may make its withdrawal due, and no more than that. */
const ROUNDS = 3;

/** So long may a request that was sent still be on its way: a function's time and its message's next tries. */
const UNDER_WAY_MS = 15 * 60_000;

/**
 * Tells the carriers all they have to hear of an order, and keeps their answers. May run twice and at any time: what is
 * due is worked out anew, and a carrier knows a reference it has heard before. A crash between the carrier's answer and
 * our commit is mended by asking again. Throws what passes; the queue brings the work back.
 */
export const settleCarrierWork = async (
  deps: Deps,
  openPort: OpenPort,
  orderId: string,
): Promise<Problem | undefined> => {
  for (let round = 0; round < ROUNDS; round++) {
    const order = await loadOrder(deps.table, orderId);
    if (isProblem(order)) return order;
    const due = dueCarrierWork(order);
    if (due.length === 0) return undefined;
    for (const work of due) {
      const failed = await settle(deps, openPort, order, work);
      if (failed) return failed;
    }
  }
  throw new Error(`The carriers’ work of the order ${orderId} does not come to an end.`);
};

const settle = async (
  deps: Deps,
  openPort: OpenPort,
  order: Order,
  work: CarrierWork,
): Promise<Problem | undefined> => {
  const { carrier, reference } = work.request;
  const port = await openPort(carrier);
  if (work.what === 'withdraw') return withdraw(deps, port, order, work);
  if (!port) return refused(deps, order, work, 'The carrier is not asked by API any more.');
  const { table } = deps;
  const [location, products] = await Promise.all([
    findLocation(table, work.fulfilment.locationId),
    loadProducts(table, work.fulfilment),
  ]);
  const wanted = waybillOrder(order, work, location, products);
  if (isProblem(wanted)) return refused(deps, order, work, wanted.detail ?? wanted.title);
  const answer = await port.requestWaybill(wanted);
  const after = await change(deps, order, carrier, work.fulfilment.id, (each, context) =>
    answerRequest(each, reference, answer, context),
  );
  return isProblem(after) ? after : undefined;
};

const withdraw = async (
  deps: Deps,
  port: CarrierPort | undefined,
  order: Order,
  { request, fulfilment }: CarrierWork,
): Promise<Problem | undefined> => {
  const { reference, carrier, requestedAt } = request;
  const withdrawal = port
    ? await port.withdrawWaybill(reference)
    : { kept: 'The carrier is not asked by API any more.' };
  const age = deps.now().getTime() - Date.parse(requestedAt);
  // Somebody may be asking for it at this moment: what the carrier does not know yet it may know in a minute.
  if (withdrawal === 'unknown' && age < UNDER_WAY_MS)
    throw new Error(`The carrier ${carrier} does not know ${reference} yet; it is asked again later.`);
  const after = await change(deps, order, carrier, fulfilment.id, (each, context) =>
    endRequest(each, reference, withdrawal === 'unknown' ? 'withdrawn' : withdrawal, context),
  );
  return isProblem(after) ? after : undefined;
};

const refused = async (
  deps: Deps,
  order: Order,
  { request, fulfilment }: CarrierWork,
  why: string,
): Promise<Problem | undefined> => {
  const after = await change(deps, order, request.carrier, fulfilment.id, (each, context) =>
    answerRequest(each, request.reference, { refused: why }, context),
  );
  return isProblem(after) ? after : undefined;
};

const change = (
  deps: Deps,
  { head }: Order,
  carrier: string,
  fulfilmentId: string,
  decide: Decide,
): Promise<Order | Problem> =>
  changeOrder(
    deps,
    head.id,
    (order, context) => {
      const decision = decide(order, context);
      if (decision === 'nothing' || isProblem(decision)) return decision;
      return { ...decision, also: claimNumbers(order, decision.next) };
    },
    { actor: `carrier:${carrier}`, refuse: (failed) => numberInUse(failed, fulfilmentId) },
  );
