import type { Fulfilment } from './fulfilment.ts';
import type { Address, Order } from './order.ts';

/** The store that goods are sent to, to be fetched there; undefined where they lie in it, or are not fetched. */
export const storeFor = (
  { body }: Pick<Order, 'body'>,
  { locationId }: Pick<Fulfilment, 'locationId'>,
): string | undefined => {
  const { method, pickupLocationId } = body.delivery;
  return method === 'pickup' && pickupLocationId !== locationId ? pickupLocationId : undefined;
};

/** Whether goods are on the road to the store: they have left their shelf, and not yet our hands. */
export const isOnWayToStore = ({ status, toStore }: Pick<Fulfilment, 'status' | 'toStore'>): boolean =>
  status === 'shipped' && toStore !== undefined;

/** Where parcels of a fulfilment go: to the store where they are fetched, where its address is known, else to the buyer. */
export const destinationOf = (order: Pick<Order, 'body'>, fulfilment: Fulfilment): Address => {
  const { toStore } = fulfilment;
  const store = storeFor(order, fulfilment);
  return store !== undefined && toStore?.locationId === store && toStore.address
    ? toStore.address
    : order.body.shippingAddress;
};

/** A fulfilment that leaves, with the store it goes to as the order says now. */
export const bound = (order: Pick<Order, 'body'>, fulfilment: Fulfilment): Fulfilment => {
  const { toStore, ...rest } = fulfilment;
  const store = storeFor(order, fulfilment);
  if (store === undefined) return rest;
  return { ...rest, toStore: toStore?.locationId === store ? toStore : { locationId: store } };
};
