import type { Trait } from '../catalog/product.ts';
import type { Demand } from '../inventory/demand.ts';
import type { SkuStock } from '../inventory/effects/load-stock-store.ts';
import type { Channel, OrderBody } from '../orders/order.ts';
import type { Destination } from './zones-and-rates.ts';

/** Goods of one SKU that are to be sent. */
export type Goods = { sku: string; quantity: number; weightGrams: number; traits: readonly Trait[] };

/** What is to be sent where, by when, and what was wished: all that the choice needs of an order. */
export type Errand = {
  goods: readonly Goods[];
  destination: Destination;
  channel: Channel;
  shopId?: string;
  method: OrderBody['delivery']['method'];
  /** The store where the buyer fetches it; nothing else may send it, unless it may be sent there. */
  pickupLocationId?: string;
  /** The store has too little: others may send to it. */
  toStore?: true;
  preferred: readonly string[];
  excluded: readonly string[];
  /** Locations that have refused goods of this order. */
  rejectedBy: readonly string[];
  at: string;
  promisedShipBy: string;
};

/** What of an order, or of one that is to be, makes its errand. */
export type ErrandFacts = {
  shippingAddress: Destination;
  delivery: OrderBody['delivery'];
  channel: Channel;
  shopId?: string | undefined;
  rejectedBy?: readonly string[];
  at: string;
  promisedShipBy: string;
};

/** The errand of some lines; several lines of a SKU are one demand. */
export const errandOf = (
  demand: readonly Demand[],
  stock: ReadonlyMap<string, SkuStock>,
  { shippingAddress, delivery, channel, shopId, rejectedBy = [], at, promisedShipBy }: ErrandFacts,
): Errand => {
  const wanted = new Map<string, number>();
  for (const { sku, quantity } of demand)
    if (quantity > 0) wanted.set(sku, (wanted.get(sku) ?? 0) + quantity);
  return {
    goods: [...wanted].map(([sku, quantity]) => {
      const product = stock.get(sku)?.product;
      return { sku, quantity, weightGrams: product?.weightGrams ?? 0, traits: product?.traits ?? [] };
    }),
    destination: shippingAddress,
    channel,
    ...(shopId === undefined ? {} : { shopId }),
    method: delivery.method,
    ...(delivery.method === 'pickup' && delivery.pickupLocationId !== undefined
      ? { pickupLocationId: delivery.pickupLocationId }
      : {}),
    preferred: delivery.preferredLocationIds ?? [],
    excluded: delivery.excludedLocationIds ?? [],
    rejectedBy,
    at,
    promisedShipBy,
  };
};
