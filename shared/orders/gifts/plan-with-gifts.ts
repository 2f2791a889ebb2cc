import type { Product } from '../../catalog/product.ts';
import { isProblem, type Problem } from '../../kernel/problem.ts';
import { type Buying, dueGifts } from '../../promotions/due-gifts.ts';
import type { Promotion } from '../../promotions/promotion.ts';
import type { PricedItem } from '../price-order.ts';
import { type GiftItem, giftItems, type LeftOut } from './gift-items.ts';

/** What of a plan tells who would have to wait. */
type Waits = { waiting?: readonly { units: readonly { lineId: string }[] }[] };

/** A plan, the lines it is for, and the gifts that they go without. */
export type PlannedWithGifts<Plan> = { sources: Plan; items: readonly PricedItem[]; without: LeftOut[] };

const waitsForOneOf = ({ waiting = [] }: Waits, gifts: readonly GiftItem[]): boolean =>
  waiting.some(({ units }) => units.some(({ lineId }) => gifts.some(({ item }) => item.id === lineId)));

/**
 * Plans lines together with their gifts. Nothing that is paid for waits or is refused for a gift, and nobody waits for one:
 * where there is not enough for all, gifts are left out, each by itself. Only where the promotion says that there is no
 * order without it, a gift is like what is paid for.
 */
export const planWithGifts = <Plan extends Waits>(
  bought: readonly PricedItem[],
  gifts: readonly GiftItem[],
  planFor: (items: readonly PricedItem[]) => Plan | Problem,
): PlannedWithGifts<Plan> | Problem => {
  const must = gifts.filter(({ ifShort }) => ifShort === 'refuse');
  const optional = gifts.filter((gift) => !must.includes(gift));
  const planned = (given: readonly GiftItem[]): PlannedWithGifts<Plan> | Problem | undefined => {
    const items = [...bought, ...[...must, ...given].map(({ item }) => item)];
    const sources = planFor(items);
    if (isProblem(sources)) return sources;
    return waitsForOneOf(sources, given) ? undefined : { sources, items, without: [] };
  };
  const whole = planned(optional);
  if (whole && (!isProblem(whole) || optional.length === 0)) return whole;
  let best = planned([]);
  if (!best || isProblem(best)) return best ?? neverWaits();
  const given: GiftItem[] = [];
  const without: LeftOut[] = [];
  for (const gift of optional) {
    const next = planned([...given, gift]);
    if (!next || isProblem(next)) {
      without.push(notThere(gift));
      continue;
    }
    given.push(gift);
    best = next;
  }
  return { ...best, without };
};

const neverWaits = (): never => {
  throw new Error('An order without gifts waits for a gift.');
};

const notThere = ({ item: { sku, quantity, gift } }: GiftItem): LeftOut => ({
  ...(gift?.promotionId === undefined ? {} : { promotionId: gift.promotionId }),
  sku,
  quantity,
  why: 'short',
});

/** Plans bought lines with what the promotions that run give with them. */
export const planGiving = <Plan extends Waits>(
  bought: readonly PricedItem[],
  {
    promotions,
    productOf,
    ...buying
  }: Buying & { promotions: readonly Promotion[]; productOf: (sku: string) => Product | undefined },
  planFor: (items: readonly PricedItem[]) => Plan | Problem,
): PlannedWithGifts<Plan> | Problem => {
  const due = dueGifts(promotions, bought, buying);
  const gifts = giftItems(due, productOf, { currency: buying.currency, lastLine: bought.length });
  const planned = planWithGifts(bought, gifts.items, planFor);
  return isProblem(planned) ? planned : { ...planned, without: [...gifts.without, ...planned.without] };
};
