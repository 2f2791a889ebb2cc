/**
 * What a total is worked out from beside its lines, in minor units. Taken once, so that lines that are changed and
 * changed back cost what they did.
 */
export type PricingBasis = {
  /** The goods that the discount was given on. */
  goods: number;
  discount: number;
  shippingFee: number;
  /** Goods after discount from which shipping is free. */
  freeShippingFrom?: number;
  pricesIncludeTax: boolean;
  /**
   * Tax that was not worked out from these lines as they stand (a split divided it, a merge added it up, the rate was
   * another): kept for lines of the same quantity in the same country, so that they cost again what they did.
   */
  tax?: {
    country: string;
    lines: Readonly<Record<string, { quantity: number; tax: number }>>;
    shipping: { fee: number; tax: number };
  };
};
