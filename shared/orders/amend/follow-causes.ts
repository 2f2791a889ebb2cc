import type { Product } from '../../catalog/product.ts';
import { type Buying, type DueGift, dueGifts } from '../../promotions/due-gifts.ts';
import type { Gift } from '../../promotions/gift.ts';
import { unitsKept } from '../../promotions/gifts-coming-back.ts';
import type { Promotion } from '../../promotions/promotion.ts';
import { giftItems } from '../gifts/gift-items.ts';
import type { Order } from '../order.ts';
import type { PricedItem } from '../price-order.ts';
import type { LineChange } from './amend-lines.ts';
import { itemsOf } from './items-of.ts';
import { lineDifference } from './line-difference.ts';

/** What an amendment gives by. */
export type Giving = Pick<Buying, 'at'> & {
  promotions: readonly Promotion[];
  productOf: (sku: string) => Product | undefined;
};

type Given = PricedItem & { gift: Gift };

const isGiven = (item: PricedItem): item is Given => item.gift !== undefined;

const byPromotion = (due: readonly DueGift[]): Map<string | undefined, DueGift> =>
  new Map(due.map((each) => [each.gift.promotionId, each]));

/**
 * Lets gifts follow what they were given for. A gift is taken back as far as its causes do not earn it any more, neither by
 * the terms it was given by nor by today's. As long as the order is not confirmed, more is given for what is more: by the
 * promotions that run, what is due now beyond what was due before.
 */
export const followCauses = (
  order: Pick<Order, 'head' | 'lines'>,
  change: LineChange,
  { promotions, productOf, at }: Giving,
): LineChange => {
  if (promotions.length === 0 && !change.items.some(isGiven)) return change;
  const { head } = order;
  const buying = { at, channel: head.channel, tier: head.tier, currency: head.currency };
  const due = byPromotion(dueGifts(promotions, change.items, buying));
  const wasDue = byPromotion(dueGifts(promotions, itemsOf(order.lines), buying));
  const mayGive = head.confirmation === 'unconfirmed';
  const beyond = (promotionId: string | undefined): number =>
    mayGive && promotionId !== undefined
      ? Math.max(0, (due.get(promotionId)?.quantity ?? 0) - (wasDue.get(promotionId)?.quantity ?? 0))
      : 0;
  const met = new Set<string>();
  const items = change.items.flatMap((item): PricedItem[] => {
    if (!isGiven(item)) return [item];
    const { promotionId } = item.gift;
    const now = due.get(promotionId);
    const byTerms = unitsKept(item, change.items);
    const today = Math.min(item.quantity, now?.sku === item.sku ? now.quantity : 0);
    const more = now?.sku === item.sku ? beyond(promotionId) : 0;
    if (promotionId !== undefined && now?.sku === item.sku) met.add(promotionId);
    const quantity = Math.max(byTerms, today) + more;
    if (quantity === 0) return [];
    return [{ ...item, quantity, gift: now && (today > byTerms || more > 0) ? now.gift : item.gift }];
  });
  const fresh = [...due.values()]
    .filter(({ gift }) => !met.has(gift.promotionId ?? ''))
    .map((each) => ({ ...each, quantity: beyond(each.gift.promotionId) }))
    .filter(({ quantity }) => quantity > 0);
  const given = giftItems(fresh, productOf, { currency: head.currency, lastLine: change.lastLine }).items;
  const all = [...items, ...given.map(({ item }) => item)];
  return {
    ...lineDifference(order, all),
    items: all,
    lastLine: change.lastLine + given.length,
    agreed: change.agreed,
  };
};
