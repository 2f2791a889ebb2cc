import type { Product } from '../catalog/product.ts';
import { type Problem, problem } from '../kernel/problem.ts';
import type { Location } from '../locations/location.ts';
import type { Order, OrderLine } from '../orders/order.ts';
import { destinationOf } from '../orders/to-store.ts';
import type { CarrierWork } from '../orders/waybill-requests.ts';
import type { WaybillOrder } from './carrier-port.ts';
import { type ShippingFacts, shipmentOf } from './shipment-of.ts';

/** A carrier's form names so many goods; customs do not look at inland parcels. */
const NAMED = 20;

/** What lies in the parcel: as it was sold, or as a bundle's part is called. */
const nameIn = (line: OrderLine | undefined, product: Product | undefined): string | undefined =>
  line?.components ? product?.name : line?.name;

/** What the carrier is told: the same words for the same request, however often. */
export const waybillOrder = (
  order: Order,
  { fulfilment, request }: CarrierWork,
  location: Location | undefined,
  products: ShippingFacts['products'],
): WaybillOrder | Problem => {
  if (!location)
    return problem(409, 'unknown_location', 'The sender is not known', {
      detail: `Nothing is known of the location ${fulfilment.locationId}.`,
    });
  const { parcels, cod } = shipmentOf(order, fulfilment, { products }, { readyAt: request.requestedAt });
  const lines = new Map(order.lines.map((line) => [line.id, line]));
  return {
    reference: request.reference,
    ...(request.service === undefined ? {} : { service: request.service }),
    from: { ...location.address, name: location.address.name ?? location.name },
    to: destinationOf(order, fulfilment),
    parcels: parcels.map(({ grams }) => ({ grams })),
    contents: fulfilment.lines.slice(0, NAMED).map(({ lineId, sku, quantity }) => ({
      name: nameIn(lines.get(lineId), products.get(sku)) ?? sku,
      quantity,
    })),
    ...(cod ? { cod } : {}),
  };
};
