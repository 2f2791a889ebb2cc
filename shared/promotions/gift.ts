/**
 * By what a promotion gave, as it was at that moment: the promotion may be another by the time goods come back. Amounts
 * in minor units of the order's currency.
 */
export type GiftTerms = {
  /** Units given, once or for each time the condition is met. */
  quantity: number;
  per: 'order' | 'each';
  /** Units of the causes that it takes. */
  minQuantity?: number;
  /** What the causes must cost together, before discounts. */
  minGoods?: number;
};

/** Why a line costs nothing, and what it is returned with. */
export type Gift = {
  /** Absent where a person gave it. */
  promotionId?: string;
  /** The promotion's name, or the words of whoever gave it. */
  reason: string;
  /** The lines it was given for; absent where it was given for the order as a whole. */
  causes?: readonly string[];
  /** Absent where a person gave it: it then stays as long as any of its causes does. */
  terms?: GiftTerms;
};
