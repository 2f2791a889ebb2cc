import { middleOf, NO_SALES, type SkuHabits } from '../../habits/habits.ts';
import type { PricedItem } from '../price-order.ts';
import type { Anomaly } from './anomaly.ts';

/** How many lines a finding names before it says "and more". */
const NAMED = 5;

/** A price that one of the latest orders had, give or take this share, is known: people let it through, or nobody had to. */
const NEARLY = 0.1;

/** How far prices may lie from what is expected, as shares of it. */
export type PriceLimits = {
  /** From the catalogue's price; 0 for a buyer who set the prices: then no price is known but the catalogue's. */
  tolerance: number;
  /** Together at least this share of what all goods are worth. */
  fromShare: number;
  /** From the usual price of the latest orders. */
  recentTolerance: number;
  /** Orders of a SKU from which on its usual price is known. */
  fromOrders: number;
};

type SalesOf = (sku: string) => SkuHabits;

/** A line whose price is not as expected, and what was. */
type OddLine = { item: PricedItem; expected: number | undefined };

const recentPrices = ({ sku, unitPrice }: PricedItem, salesOf: SalesOf): number[] =>
  Object.values(salesOf(sku).sales).flatMap(([, price, currency]) =>
    currency === unitPrice.currency ? [price] : [],
  );

/** Nothing is never a usual price: what was given away once is no gift the next time. */
const isKnown = ({ unitPrice: { amount } }: PricedItem, recent: readonly number[]): boolean =>
  amount > 0 && recent.some((price) => Math.abs(price - amount) <= amount * NEARLY);

/** A price in another currency than the catalogue's cannot be compared and is shown too. */
const offCatalogue = (item: PricedItem, tolerance: number): OddLine | undefined => {
  const { unitPrice, cataloguePrice } = item;
  if (!cataloguePrice) return undefined;
  if (cataloguePrice.currency !== unitPrice.currency) return { item, expected: undefined };
  const off = Math.abs(unitPrice.amount - cataloguePrice.amount);
  return off > cataloguePrice.amount * tolerance ? { item, expected: cataloguePrice.amount } : undefined;
};

const offRecent = (
  item: PricedItem,
  recent: readonly number[],
  { recentTolerance, fromOrders }: PriceLimits,
): OddLine | undefined => {
  const usual = recent.length >= fromOrders ? middleOf(recent) : undefined;
  if (usual === undefined || Math.abs(item.unitPrice.amount - usual) <= usual * recentTolerance)
    return undefined;
  return { item, expected: usual };
};

/** What of the goods' worth the odd lines gain or lose, as a share; all of it where it cannot be compared. */
const weightOf = (odd: readonly OddLine[], items: readonly PricedItem[]): number => {
  if (odd.some(({ expected }) => expected === undefined)) return 1;
  const expectedOf = new Map(odd.map(({ item, expected }) => [item, expected]));
  const worthOf = (item: PricedItem): number =>
    (expectedOf.get(item) ?? (item.cataloguePrice ?? item.unitPrice).amount) * item.quantity;
  const worth = items.reduce((sum, item) => sum + worthOf(item), 0);
  const off = odd.reduce(
    (sum, { item, expected = 0 }) => sum + Math.abs(item.unitPrice.amount - expected) * item.quantity,
    0,
  );
  return worth === 0 ? 1 : off / worth;
};

/**
 * Prices that lie far from the catalogue's, and those that agree with it but lie far from what the goods were sold for
 * lately: a slip in the catalogue itself. Where they matter to the order as a whole. What was asked and let through
 * lately is nothing to look at again, whatever the catalogue says: people are asked once for each price.
 */
export const priceAnomalies = (
  items: readonly PricedItem[],
  limits: PriceLimits,
  salesOf: SalesOf = () => NO_SALES,
): Anomaly[] => {
  const catalogue: OddLine[] = [];
  const recently: OddLine[] = [];
  for (const item of items) {
    // What is sent instead of something costs what that did.
    if (item.substitutedFor !== undefined) continue;
    const recent = recentPrices(item, salesOf);
    const known = limits.tolerance > 0 && isKnown(item, recent);
    const off = offCatalogue(item, limits.tolerance);
    if (off && !known) catalogue.push(off);
    const slipped = off || isKnown(item, recent) ? undefined : offRecent(item, recent, limits);
    if (slipped) recently.push(slipped);
  }
  return [
    ...finding('off_catalogue', 'the catalogue', catalogue, items, limits),
    ...finding('off_recent', 'the latest orders', recently, items, limits),
  ];
};

const finding = (
  code: string,
  from: string,
  odd: readonly OddLine[],
  items: readonly PricedItem[],
  { tolerance, fromShare, recentTolerance }: PriceLimits,
): Anomaly[] => {
  if (odd.length === 0 || weightOf(odd, items) < fromShare) return [];
  const named = odd
    .slice(0, NAMED)
    .map(
      ({ item: { sku, unitPrice, cataloguePrice }, expected }) =>
        `${sku}: ${unitPrice.amount} instead of ${expected ?? cataloguePrice?.amount} ${unitPrice.currency}`,
    );
  const more = odd.length > NAMED ? ` and ${odd.length - NAMED} more` : '';
  return [
    {
      kind: 'price',
      code,
      severity: odd.some(({ item }) => item.unitPrice.amount === 0) ? 'high' : 'low',
      reason: `price differs from ${from} (minor units): ${named.join('; ')}${more}`,
      evidence: {
        lines: odd.slice(0, NAMED).map(({ item: { id, sku, unitPrice, cataloguePrice }, expected }) => ({
          lineId: id,
          sku,
          unitPrice,
          ...(code === 'off_catalogue' ? { cataloguePrice } : { recently: expected }),
        })),
        count: odd.length,
        tolerance: code === 'off_catalogue' ? tolerance : recentTolerance,
      },
      signs: Object.fromEntries(
        odd.map(({ item: { sku, unitPrice } }) => [`${code} ${sku} ${unitPrice.amount}`, 1]),
      ),
    },
  ];
};
