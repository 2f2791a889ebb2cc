import { loadFulfilment } from '../../fulfilment/effects/fulfilment-store.ts';
import { isProblem, notFound, type Problem } from '../../kernel/problem.ts';
import { findLocation } from '../../locations/effects/location-store.ts';
import type { Table } from '../../runtime/table.ts';
import { type Label, labelOf } from '../label.ts';
import { findCarrier } from './carrier-store.ts';
import { loadProducts } from './load-shipping-facts.ts';

/** What to print for a parcel; 404 when there is no such parcel, or nobody has made its waybill yet. */
export const loadLabel = async (
  table: Table,
  fulfilmentId: string,
  parcelId: string,
  now: Date,
): Promise<Label | Problem> => {
  const found = await loadFulfilment(table, fulfilmentId);
  if (isProblem(found)) return found;
  const { order, fulfilment } = found;
  const parcel = fulfilment.parcels.find(({ id }) => id === parcelId);
  if (!parcel) return notFound('parcel');
  const [location, carrier, products] = await Promise.all([
    findLocation(table, fulfilment.locationId),
    findCarrier(table, parcel.carrier),
    loadProducts(table, fulfilment),
  ]);
  return labelOf(order, fulfilment, parcel, location, {
    products,
    carrierName: carrier?.name ?? parcel.carrier,
    at: now.toISOString(),
  });
};
