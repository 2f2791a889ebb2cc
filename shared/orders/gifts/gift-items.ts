import type { Product } from '../../catalog/product.ts';
import { money } from '../../kernel/money.ts';
import type { DueGift } from '../../promotions/due-gifts.ts';
import { frozenParts } from '../bundle-parts.ts';
import type { OrderEvent } from '../order-events.ts';
import type { PricedItem } from '../price-order.ts';
import { mayBeSent } from '../substitutes/stand-in.ts';

/** A gift that goes with an order, as a line of it. */
export type GiftItem = { item: PricedItem; ifShort: DueGift['ifShort'] };

/** A gift that an order goes without, and why. */
export type LeftOut = { promotionId?: string; sku: string; quantity: number; why: 'short' | 'not_sold' };

const notSold = ({ sku, quantity, gift }: DueGift): LeftOut => ({
  ...(gift.promotionId === undefined ? {} : { promotionId: gift.promotionId }),
  sku,
  quantity,
  why: 'not_sold',
});

/** Gifts as lines after the last one: they cost nothing. What the merchant does not sell at present is not given either. */
export const giftItems = (
  due: readonly DueGift[],
  productOf: (sku: string) => Product | undefined,
  { currency, lastLine }: { currency: string; lastLine: number },
): { items: GiftItem[]; without: LeftOut[] } => {
  const items: GiftItem[] = [];
  const without: LeftOut[] = [];
  for (const each of due) {
    const product = productOf(each.sku);
    if (!mayBeSent(product, productOf)) {
      without.push(notSold(each));
      continue;
    }
    const item: PricedItem = {
      id: `lin_${lastLine + items.length + 1}`,
      sku: each.sku,
      name: product.name,
      quantity: each.quantity,
      ...frozenParts(product),
      unitPrice: money(0, currency),
      cataloguePrice: product.price,
      gift: each.gift,
    };
    items.push({ item, ifShort: each.ifShort });
  }
  return { items, without };
};

/** That an order goes without something that it would have been given. */
export const leftOutEvents = (
  without: readonly LeftOut[],
  { at, actor }: Pick<OrderEvent, 'at' | 'actor'>,
): OrderEvent[] =>
  without.length === 0 ? [] : [{ type: 'gift_left_out', at, actor, data: { gifts: without } }];
