import {
  type CustomerHabits,
  NO_PURCHASES,
  NO_SALES,
  nineOfTen,
  type SkuHabits,
} from '../../habits/habits.ts';
import type { Policy } from '../../policies/policy.ts';
import type { PricedItem } from '../price-order.ts';
import type { Anomaly } from './anomaly.ts';

const NAMED = 5;

/** What is known of how the goods are sold and how the customer buys. */
export type Habits = { salesOf: (sku: string) => SkuHabits; customer: CustomerHabits };

const NOTHING_KNOWN: Habits = { salesOf: () => NO_SALES, customer: NO_PURCHASES };

/** A customer who often takes this share of an amount in one go is used to such amounts. */
const USED_TO = 0.5;

type Counted = { sku: string; quantity: number };

/**
 * Quantities above what the shop's policy allows without a look, of one SKU or in all; and those that are many times
 * what is usual of the SKU, or for the customer. Lines of the same SKU count together, or a large order would hide in small
 * lines. Usual is what nine of ten of the latest orders stayed at or below, once there were enough of them.
 */
export const quantityAnomalies = (
  items: readonly Pick<PricedItem, 'sku' | 'quantity'>[],
  policy: Policy['anomalies'],
  habits: Habits = NOTHING_KNOWN,
): Anomaly[] => {
  const { maxUnitsPerSku, maxUnitsPerOrder } = policy;
  const units = new Map<string, number>();
  for (const { sku, quantity } of items) units.set(sku, (units.get(sku) ?? 0) + quantity);
  const counted = [...units].map(([sku, quantity]): Counted => ({ sku, quantity }));
  const odd = counted.filter(({ quantity }) => quantity > maxUnitsPerSku);
  const all = items.reduce((sum, { quantity }) => sum + quantity, 0);
  return [
    ...(odd.length > 0
      ? [
          found(
            'many_of_one',
            `${named(odd, ({ quantity, sku }) => `${quantity} of ${sku}`)}; more than ${maxUnitsPerSku} is unusual`,
            { skus: odd.slice(0, NAMED), limit: maxUnitsPerSku },
            signsOf('sku', odd),
          ),
        ]
      : []),
    ...(all > maxUnitsPerOrder
      ? [
          found(
            'many_in_all',
            `${all} units in all; more than ${maxUnitsPerOrder} is unusual`,
            { units: all, limit: maxUnitsPerOrder },
            { order: all },
          ),
        ]
      : []),
    ...unusualForSku(
      counted.filter((each) => !odd.includes(each)),
      policy,
      habits,
    ),
    ...unusualForCustomer(all, policy, habits.customer),
  ];
};

/** How many of a thing are unusual where so many were usual; undefined where too little is known. */
const unusualFrom = (
  usual: number | undefined,
  { unusualTimes, unusualFromUnits }: Policy['anomalies'],
): number =>
  usual === undefined ? Number.POSITIVE_INFINITY : Math.max(unusualFromUnits, usual * unusualTimes);

const unusualForSku = (
  counted: readonly Counted[],
  policy: Policy['anomalies'],
  { salesOf, customer }: Habits,
): Anomaly[] => {
  const purchases = Object.values(customer.purchases);
  const usedTo =
    purchases.length >= policy.customerUsualFromOrders ? nineOfTen(purchases.map(([, most]) => most)) : 0;
  const odd = counted.flatMap(({ sku, quantity }) => {
    const sold = Object.values(salesOf(sku).sales).map(([units]) => units);
    const usual = sold.length >= policy.usualFromOrders ? nineOfTen(sold) : undefined;
    const isOdd = quantity > unusualFrom(usual, policy) && (usedTo ?? 0) < quantity * USED_TO;
    return isOdd && usual !== undefined ? [{ sku, quantity, usual }] : [];
  });
  if (odd.length === 0) return [];
  const said = named(odd, ({ sku, quantity, usual }) => `${quantity} of ${sku}, usual are up to ${usual}`);
  return [found('unusual_for_sku', said, { skus: odd.slice(0, NAMED) }, signsOf('sku', odd))];
};

const unusualForCustomer = (
  all: number,
  policy: Policy['anomalies'],
  { purchases }: CustomerHabits,
): Anomaly[] => {
  const bought = Object.values(purchases).map(([units]) => units);
  const usual = bought.length >= policy.customerUsualFromOrders ? nineOfTen(bought) : undefined;
  if (usual === undefined || all <= unusualFrom(usual, policy)) return [];
  return [
    found(
      'unusual_for_customer',
      `${all} units in all; of this customer up to ${usual} are usual`,
      { units: all, usual },
      { order: all },
    ),
  ];
};

const named = <T>(odd: readonly T[], say: (each: T) => string): string =>
  odd.slice(0, NAMED).map(say).join(', ');

const signsOf = (of: string, odd: readonly Counted[]): Record<string, number> =>
  Object.fromEntries(odd.map(({ sku, quantity }) => [`${of} ${sku}`, quantity]));

const found = (
  code: string,
  reason: string,
  evidence: Anomaly['evidence'],
  signs: NonNullable<Anomaly['signs']>,
): Anomaly => ({ kind: 'quantity', code, severity: 'low', reason, evidence, signs });
