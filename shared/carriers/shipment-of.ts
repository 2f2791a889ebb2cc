import type { Product, Trait } from '../catalog/product.ts';
import { namedLine } from '../fulfilment/named-lines.ts';
import { boxesOf } from '../fulfilment/new-parcel.ts';
import { type Money, money } from '../kernel/money.ts';
import type { Box, Contents, Fulfilment } from '../orders/fulfilment.ts';
import type { Order } from '../orders/order.ts';
import { destinationOf } from '../orders/to-store.ts';
import type { Carrier } from './carrier.ts';
import { cashOf } from './cash-of.ts';
import type { Freight, Shipment } from './price-service.ts';
import { worthOf } from './worth-of.ts';

/** What a carrier is chosen by beside the order; without carriers nobody asks for the products. */
export type ShippingFacts = { carriers: readonly Carrier[]; products: ReadonlyMap<string, Product> };

/** Those of a merchant who has described no carrier. */
export const NO_CARRIERS: ShippingFacts = { carriers: [], products: new Map() };

/** What lies in a box: its own contents, or all of the fulfilment. */
export const contentsOf = ({ lines }: Fulfilment, box: Box): Contents =>
  box.lines ?? lines.map(({ lineId, sku, quantity }) => ({ lineId, sku, quantity }));

/** Weight and traits are those of what lies in the parcel: of a bundle its parts. */
const freightOf = (
  order: Order,
  fulfilment: Fulfilment,
  products: ShippingFacts['products'],
  box: Box,
): Freight => {
  const contents = contentsOf(fulfilment, box).map((each) => ({
    ...each,
    product: products.get(namedLine(fulfilment.lines, each)?.sku ?? ''),
  }));
  const traits = new Set<Trait>(contents.flatMap(({ product }) => product?.traits ?? []));
  return {
    grams:
      box.weightGrams ??
      contents.reduce((sum, { product, quantity }) => sum + (product?.weightGrams ?? 0) * quantity, 0),
    traits: [...traits],
    value: money(worthOf(order, contents), order.head.currency),
  };
};

/** A fulfilment as carriers see it: its boxes with their weights and traits, where it goes and by when. */
export const shipmentOf = (
  order: Order,
  fulfilment: Fulfilment,
  { products }: Pick<ShippingFacts, 'products'>,
  { readyAt, deliverBy }: { readyAt: string; deliverBy?: string },
): Shipment => {
  // Who fetches it pays at the counter.
  const cod: Money | undefined =
    order.body.delivery.method === 'pickup' ? undefined : cashOf(order, fulfilment);
  const { country, province, city, postalCode } = destinationOf(order, fulfilment);
  return {
    locationId: fulfilment.locationId,
    to: { country, province, city, ...(postalCode === undefined ? {} : { postalCode }) },
    method: order.body.delivery.method === 'express' ? 'express' : 'standard',
    parcels: boxesOf(fulfilment).map((box) => freightOf(order, fulfilment, products, box)),
    ...(cod ? { cod } : {}),
    readyAt,
    shipBy: fulfilment.promisedShipBy,
    ...(deliverBy === undefined ? {} : { deliverBy }),
  };
};
