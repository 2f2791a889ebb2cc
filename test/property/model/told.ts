import type { Money } from '../../../shared/kernel/money.ts';

/**
 * What the model knows by itself, because it said or heard it: independent of what the system keeps, to hold it against
 * that.
 */
export type Told = {
  /** Units that came in or were corrected, by SKU and location. */
  stock: Map<string, number>;
  /** Payments as they were opened: what was asked for. */
  asked: Map<string, Money>;
  /** Payments of which somebody said that exactly this money came. */
  paid: Set<string>;
  /** External ids of which a channel said that it has the buyer's money. */
  paidByChannel: Set<string>;
  /** Refunds of which somebody said that exactly this money went back. */
  refunded: Set<string>;
  /** Orders whose lines came from another or went to another: their totals are held against sums, not prices. */
  regrouped: Set<string>;
};

export const nothingTold = (): Told => ({
  stock: new Map(),
  asked: new Map(),
  paid: new Set(),
  paidByChannel: new Set(),
  refunded: new Set(),
  regrouped: new Set(),
});

/** Notes units that came in (or, negative, were corrected away). */
export const addUnits = ({ stock }: Told, sku: string, locationId: string, units: number): void => {
  const key = `${sku} ${locationId}`;
  stock.set(key, (stock.get(key) ?? 0) + units);
};
