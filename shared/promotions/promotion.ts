import type { Money } from '../kernel/money.ts';
import type { Channel } from '../orders/order.ts';

/** What an order must be like, beside what it contains. */
export type PromotionAudience = {
  channels?: readonly Channel[];
  tiers?: readonly ('A' | 'B' | 'C')[];
};

/** A gift for those who buy something, or enough: at no price, from stock like everything else. */
export type GiftOffer = {
  kind: 'gift';
  when: PromotionAudience & {
    /** Any of these; anything at all when absent. */
    skus?: readonly string[];
    /** So many units of them. */
    minQuantity?: number;
    /** So much worth of them, before discounts; the order must be in the same currency. */
    minGoods?: Money;
  };
  gift: {
    sku: string;
    quantity: number;
    /** Once for an order, or again for each time that it meets the condition. */
    per: 'order' | 'each';
  };
  /** Where there is no gift left: the order goes without it, or is refused like one that is short. */
  ifShort: 'leave_out' | 'refuse';
};

/** What a promotion does; its `kind` says which of these it is. */
export type Offer = GiftOffer;

/** An offer of the merchant's, as a document. */
export type Promotion = {
  id: string;
  version: number;
  name: string;
  active: boolean;
  /** Orders placed from then on, and before then. */
  from?: string;
  until?: string;
} & Offer;

/** The most promotions that run at a time; every placement reads them all. */
export const MAX_ACTIVE = 50;

/** The most promotions that are kept. */
export const MAX_PROMOTIONS = 1000;
