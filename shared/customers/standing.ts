import { dueOf, isSettled } from '../orders/derive-axes.ts';
import type { OrderHead, OrderLine } from '../orders/order.ts';

/** What one order adds to what is known of its customer. Amounts in minor units of its currency. */
export type Bought = {
  orderId: string;
  /** The version of the order that it was worked out from. */
  version: number;
  placedAt: string;
  currency: string;
  /** It stands: neither cancelled nor rejected. */
  counts: boolean;
  /** What it cost, without what was given back. */
  value: number;
  /** What is owed of it on credit terms. */
  due: number;
  /** Its goods, the first of them. */
  skus: readonly string[];
};

/** What a customer bought and owes, over all orders under one id; sums by currency, zeros left out. */
export type Standing = {
  orders: number;
  value: Readonly<Record<string, number>>;
  outstanding: Readonly<Record<string, number>>;
  /** When the latest order that counts was placed. */
  lastOrderAt?: string;
};

export const NO_STANDING: Standing = { orders: 0, value: {}, outstanding: {} };

/** Goods of one order that are remembered with it; more would make the item large for nothing. */
export const MOST_SKUS = 50;

/** What is owed of an order on credit terms; nothing once it is settled, paid or given back. */
export const creditDueOf = ({ paymentTerms, totals }: Pick<OrderHead, 'paymentTerms' | 'totals'>): number =>
  paymentTerms === 'credit' && !isSettled(totals) ? Math.max(0, dueOf(totals)) : 0;

/** Works out what an order adds, from nothing but how it stands now. */
export const boughtBy = (head: OrderHead, lines: readonly Pick<OrderLine, 'sku'>[]): Bought => {
  const counts = head.status !== 'cancelled' && head.confirmation !== 'rejected';
  const { grand, refunded, excess = 0 } = head.totals;
  return {
    orderId: head.id,
    version: head.version,
    placedAt: head.placedAt,
    currency: head.currency,
    counts,
    value: counts ? Math.max(0, grand - (refunded - excess)) : 0,
    due: counts ? creditDueOf(head) : 0,
    skus: counts ? [...new Set(lines.map(({ sku }) => sku))].slice(0, MOST_SKUS) : [],
  };
};

/** Whether two say the same, whatever version they come from. */
export const addsTheSame = (before: Bought | undefined, after: Bought): boolean =>
  before === undefined
    ? !after.counts
    : before.counts === after.counts &&
      before.value === after.value &&
      before.due === after.due &&
      before.currency === after.currency &&
      before.skus.join('\n') === after.skus.join('\n');

const plus = (
  sums: Readonly<Record<string, number>>,
  currency: string,
  amount: number,
): Readonly<Record<string, number>> => {
  const { [currency]: before = 0, ...others } = sums;
  return before + amount === 0 ? others : { ...others, [currency]: before + amount };
};

/** The standing without what an order added before, and with what it adds now. The time of the latest order is apart. */
export const withBought = (standing: Standing, before: Bought | undefined, after: Bought): Standing => {
  const { value, outstanding, orders } = standing;
  const less = before ? plus(value, before.currency, -before.value) : value;
  const owedLess = before ? plus(outstanding, before.currency, -before.due) : outstanding;
  return {
    ...standing,
    orders: orders + Number(after.counts) - Number(before?.counts ?? false),
    value: plus(less, after.currency, after.value),
    outstanding: plus(owedLess, after.currency, after.due),
  };
};

/** The standing of a person who stands under several ids. */
export const standingOfAll = (standings: readonly Standing[]): Standing => {
  const add = (one: Readonly<Record<string, number>>, other: Readonly<Record<string, number>>) =>
    Object.entries(other).reduce((sums, [currency, amount]) => plus(sums, currency, amount), one);
  const last = standings
    .flatMap(({ lastOrderAt }) => lastOrderAt ?? [])
    .toSorted()
    .at(-1);
  return {
    orders: standings.reduce((sum, { orders }) => sum + orders, 0),
    value: standings.reduce((sums, { value }) => add(sums, value), {}),
    outstanding: standings.reduce((sums, { outstanding }) => add(sums, outstanding), {}),
    ...(last === undefined ? {} : { lastOrderAt: last }),
  };
};
