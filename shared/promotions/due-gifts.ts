import type { Money } from '../kernel/money.ts';
import type { Channel } from '../orders/order.ts';
import type { Gift, GiftTerms } from './gift.ts';
import type { GiftOffer, Promotion } from './promotion.ts';
import { unitsByTerms } from './units-by-terms.ts';

/** What promotions look at of a line. */
export type BoughtLine = {
  id: string;
  sku: string;
  quantity: number;
  unitPrice: Money;
  substitutedFor?: string;
  gift?: Gift;
};

/** What promotions look at of an order beside its lines. */
export type Buying = { at: string; channel: Channel; tier: 'A' | 'B' | 'C'; currency: string };

/** So many units of a SKU, given for this reason. */
export type DueGift = {
  sku: string;
  quantity: number;
  gift: Gift;
  ifShort: GiftOffer['ifShort'];
};

/** The lines that were paid for. */
export const boughtOf = <T extends { gift?: Gift }>(lines: readonly T[]): T[] =>
  lines.filter(({ gift }) => !gift);

const applies = ({ from, until, when }: Promotion, { at, channel, tier, currency }: Buying): boolean =>
  (from === undefined || from <= at) &&
  (until === undefined || at < until) &&
  (when.channels === undefined || when.channels.includes(channel)) &&
  (when.tiers === undefined || when.tiers.includes(tier)) &&
  (when.minGoods === undefined || when.minGoods.currency === currency);

/** Who takes something instead of what was short loses no gift by it. */
const isCause = ({ sku, substitutedFor }: BoughtLine, skus: readonly string[]): boolean =>
  skus.includes(sku) || (substitutedFor !== undefined && skus.includes(substitutedFor));

const termsOf = ({ when, gift }: GiftOffer): GiftTerms => ({
  quantity: gift.quantity,
  per: gift.per,
  ...(when.minQuantity === undefined ? {} : { minQuantity: when.minQuantity }),
  ...(when.minGoods === undefined ? {} : { minGoods: when.minGoods.amount }),
});

/** What is given with these lines, by the promotions that run, at most once for each. */
export const dueGifts = (
  promotions: readonly Promotion[],
  lines: readonly BoughtLine[],
  buying: Buying,
): DueGift[] =>
  promotions
    .filter((promotion) => applies(promotion, buying))
    .flatMap((promotion): DueGift[] => {
      const { id, name, when, gift, ifShort } = promotion;
      const bought = boughtOf(lines);
      const causes = when.skus ? bought.filter((line) => isCause(line, when.skus ?? [])) : bought;
      const terms = termsOf(promotion);
      const quantity = unitsByTerms(terms, causes);
      if (quantity === 0) return [];
      const named = when.skus ? { causes: causes.map((line) => line.id) } : {};
      return [{ sku: gift.sku, quantity, gift: { promotionId: id, reason: name, ...named, terms }, ifShort }];
    });
