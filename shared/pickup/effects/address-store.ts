import { findLocation } from '../../locations/effects/location-store.ts';
import type { Decision } from '../../orders/decision.ts';
import type { Address, Order } from '../../orders/order.ts';
import { storeFor } from '../../orders/to-store.ts';
import type { Table } from '../../runtime/table.ts';

/** A store's address, as parcels to it are written: to the store, for the buyer. */
export const storeAddress = async (
  table: Table,
  locationId: string,
  { body }: Pick<Order, 'body'>,
): Promise<Address | undefined> => {
  const location = await findLocation(table, locationId);
  if (!location) return undefined;
  const { address, name } = location;
  const { shippingAddress } = body;
  return {
    ...address,
    name: `${address.name ?? name} (${shippingAddress.name})`.slice(0, 120),
    phone: address.phone ?? shippingAddress.phone,
    province: address.province ?? address.city,
  };
};

/** What was just packed and goes to a store gets the store's address, which its label and its carrier need. */
export const addressedToStore = async (
  table: Table,
  before: Order,
  decision: Decision,
  id: string,
): Promise<Decision> => {
  const packed = decision.next.fulfilments.find((each) => each.id === id);
  const store = packed && storeFor(before, packed);
  if (packed?.status !== 'packed' || store === undefined) return decision;
  const address = await storeAddress(table, store, before);
  const toStore = { locationId: store, ...(address ? { address } : {}) };
  return {
    ...decision,
    next: {
      ...decision.next,
      fulfilments: decision.next.fulfilments.map((each) => (each.id === id ? { ...each, toStore } : each)),
    },
  };
};
