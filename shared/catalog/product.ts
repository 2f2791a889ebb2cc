import type { Money } from '../kernel/money.ts';

/** What a carrier has to know of the goods. */
export const TRAITS = ['cold', 'oversize', 'hazardous', 'fragile'] as const;
export type Trait = (typeof TRAITS)[number];

/** A SKU and how many of it a bundle holds. */
export type Component = { sku: string; quantity: number };

/** Goods that are made, or bought, once they are ordered: in so many working days, where that is said at this location. */
export type MadeToOrder = { leadDays: number; locationId?: string };

/** The most rows one SKU's stock may be spread over at a location. */
export const MAX_STOCK_SHARDS = 64;

/**
 * The most parts one bundle has. All of them may change at once, each with a write of its own, and a transaction holds
 * 100 items.
 */
export const MAX_COMPONENTS = 49;

/** A sellable thing. A product with `components` is a bundle of others. */
export type Product = {
  sku: string;
  version: number;
  name: string;
  price: Money;
  /** What it costs the merchant; shown to staff only. */
  cost?: Money;
  weightGrams: number;
  traits: readonly Trait[];
  components?: readonly Component[];
  /** Units that may be sold above what is available; none when absent. */
  backorderLimit?: number;
  /** The day from which a product that is sold before it is there is expected, as long as no arrival of it is announced. */
  availableFrom?: string;
  /** Days after which goods usually come that are waited for, as long as no arrival of them is announced. */
  backorderLeadDays?: number;
  /** Sold without stock: each order's are made for it. */
  madeToOrder?: MadeToOrder;
  /** Names of steps that are confirmed before an order of it is given to a warehouse. */
  confirmBeforeRelease?: readonly string[];
  /** SKUs to offer when this one is short, best first. */
  substitutes: readonly string[];
  /** Units never to be promised, at each location. */
  safetyStock: number;
  /** Rows its stock is spread over at each location: more than one for a SKU many buyers want at once. */
  stockShards: number;
  /** An inactive product is not sold. */
  active: boolean;
};
