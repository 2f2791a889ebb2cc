import type { Fulfilment } from './fulfilment.ts';
import type { Order } from './order.ts';
import type { WaybillRequestState } from './order-states.ts';

/**
 * What a carrier was asked for over the network. It is written down before the carrier hears of it, and the carrier
 * hears it under this reference, however often: asking again after a crash books nothing twice.
 */
export type WaybillRequest = {
  reference: string;
  carrier: string;
  service?: string;
  parcels: number;
  state: WaybillRequestState;
  requestedAt: string;
  /** Why the carrier refused, or kept the parcel. */
  failure?: string;
};

/** What a carrier still has to hear of a fulfilment. */
export type CarrierWork = { what: 'request' | 'withdraw'; fulfilment: Fulfilment; request: WaybillRequest };

/** Whether a fulfilment's request still waits for the carrier's answer. */
export const openRequest = ({ waybillRequests = [] }: Fulfilment): WaybillRequest | undefined =>
  waybillRequests.find(({ state }) => state === 'requested');

/**
 * What the carriers have to hear: a waybill that is wanted is asked for, one that is not wanted any more is taken
 * back. Worked out from facts, so that it can be asked again after a crash and only ever names what is left to do.
 */
export const dueCarrierWork = ({ fulfilments }: Pick<Order, 'fulfilments'>): CarrierWork[] =>
  fulfilments.flatMap((fulfilment) =>
    (fulfilment.waybillRequests ?? []).flatMap((request): CarrierWork[] => {
      const { state } = request;
      if (state === 'requested')
        return [{ what: fulfilment.status === 'packed' ? 'request' : 'withdraw', fulfilment, request }];
      if (state === 'withdrawing' || (state === 'answered' && fulfilment.status === 'cancelled'))
        return [{ what: 'withdraw', fulfilment, request }];
      return [];
    }),
  );

const nameOf = ({ what, request }: CarrierWork): string => `${what} ${request.reference}`;

/** The work with carriers that a change brings about; what an earlier one left over was announced with that. */
export const newCarrierWork = (before: Order, next: Order): CarrierWork[] => {
  if (before.fulfilments === next.fulfilments) return [];
  const known = new Set(dueCarrierWork(before).map(nameOf));
  return dueCarrierWork(next).filter((work) => !known.has(nameOf(work)));
};

/** The fulfilment with one of its requests changed. */
export const withRequest = (
  fulfilment: Fulfilment,
  reference: string,
  change: Partial<WaybillRequest>,
): Fulfilment => ({
  ...fulfilment,
  waybillRequests: (fulfilment.waybillRequests ?? []).map((each) =>
    each.reference === reference ? { ...each, ...change } : each,
  ),
});
