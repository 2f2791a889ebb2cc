import type { Address } from '../orders/order.ts';

export const CLASSES = ['A', 'B', 'C'] as const;
export type CustomerClass = (typeof CLASSES)[number];

/** A buyer the merchant knows. */
export type Customer = {
  id: string;
  version: number;
  name: string;
  phone?: string;
  email?: string;
  /** How good a customer; the merchant's judgement, never the customer's own. */
  tier: CustomerClass;
  /** How far credit goes; the merchant's judgement. */
  creditRating: CustomerClass;
  /** Language of messages to them, where they have said one. */
  language?: 'en' | 'zh';
  addresses: readonly Address[];
  /** What staff wrote about them; not shown to themselves. */
  notes?: string;
};

/** What holds of a buyer nobody has judged yet. */
export const UNJUDGED = { tier: 'B', creditRating: 'B' } as const;
