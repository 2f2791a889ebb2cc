import type { Sample } from './sample.ts';

/** One sale of a SKU: units in the order, the price of one, its currency. */
export type Sale = readonly [units: number, price: number, currency: string];

/** How a SKU was sold in the latest orders. */
export type SkuHabits = { sales: Sample<Sale> };

/** One order of a customer: units in all, and the most of one SKU. */
export type Purchase = readonly [units: number, mostOfOne: number];

/** How much a customer bought in the latest orders. */
export type CustomerHabits = { purchases: Sample<Purchase> };

export const NO_SALES: SkuHabits = { sales: {} };
export const NO_PURCHASES: CustomerHabits = { purchases: {} };

/** What nine of ten stay at or below, the nearest of those that were seen; undefined of none. */
export const nineOfTen = (values: readonly number[]): number | undefined =>
  values.toSorted((one, other) => one - other)[Math.ceil(values.length * 0.9) - 1];

/** The one in the middle; undefined of none. */
export const middleOf = (values: readonly number[]): number | undefined =>
  values.toSorted((one, other) => one - other)[Math.floor((values.length - 1) / 2)];
