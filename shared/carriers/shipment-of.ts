import type { Product, Trait } from '../catalog/product.ts';
import { boxesOf } from '../fulfilment/new-parcel.ts';
import { type Money, money } from '../kernel/money.ts';
import type { Box, Contents, Fulfilment } from '../orders/fulfilment.ts';
import type { Order } from '../orders/order.ts';
import type { Carrier } from './carrier.ts';
import { cashOf } from './cash-of.ts';
import type { Freight, Shipment } from './price-service.ts';

/** What a carrier is chosen by beside the order; without carriers nobody asks for the products. */
export type ShippingFacts = { carriers: readonly Carrier[]; products: ReadonlyMap<string, Product> };

/** Those of a merchant who has described no carrier. */
export const NO_CARRIERS: ShippingFacts = { carriers: [], products: new Map() };

/** What lies in a box: its own contents, or all of the fulfilment. */
export const contentsOf = ({ lines }: Fulfilment, box: Box): Contents =>
  box.lines ?? lines.map(({ lineId, quantity }) => ({ lineId, quantity }));

/** What units of an order's line are worth: their share of what the buyer pays for the line. */
export const worthOf = ({ lines }: Pick<Order, 'lines'>, lineId: string, quantity: number): number => {
  const line = lines.find(({ id }) => id === lineId);
  return line ? Math.round(line.total.amount * Math.min(1, quantity / line.quantity)) : 0;
};

const freightOf = (
  order: Order,
  fulfilment: Fulfilment,
  products: ShippingFacts['products'],
  box: Box,
): Freight => {
  const skus = new Map(fulfilment.lines.map(({ lineId, sku }) => [lineId, sku]));
  const contents = contentsOf(fulfilment, box).map(({ lineId, quantity }) => ({
    lineId,
    quantity,
    product: products.get(skus.get(lineId) ?? ''),
  }));
  const sum = (of: (each: (typeof contents)[number]) => number) =>
    contents.reduce((total, each) => total + of(each), 0);
  const traits = new Set<Trait>(contents.flatMap(({ product }) => product?.traits ?? []));
  return {
    grams: box.weightGrams ?? sum(({ product, quantity }) => (product?.weightGrams ?? 0) * quantity),
    traits: [...traits],
    value: money(
      sum(({ lineId, quantity }) => worthOf(order, lineId, quantity)),
      order.head.currency,
    ),
  };
};

/** A fulfilment as carriers see it: its boxes with their weights and traits, where it goes and by when. */
export const shipmentOf = (
  order: Order,
  fulfilment: Fulfilment,
  { products }: Pick<ShippingFacts, 'products'>,
  { readyAt, deliverBy }: { readyAt: string; deliverBy?: string },
): Shipment => {
  const cod: Money | undefined = cashOf(order, fulfilment);
  const { country, province, city, postalCode } = order.body.shippingAddress;
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
