import type { OrderBody } from '../orders/order.ts';

/** What whoever picks, packs and sends has to know beside the goods: what the buyer wishes, and what goes with it. */
export type Wishes = {
  method: OrderBody['delivery']['method'];
  carrier?: string;
  /** How it is wished to be packed or brought. */
  text?: string;
  window?: { from: string; to: string };
  buyerNote?: string;
  giftMessage?: string;
};

/** An order's wishes, as its warehouses are told them. */
export const wishesOf = ({
  delivery: { method, carrierWish, wish, window },
  buyerNote,
  giftMessage,
}: Pick<OrderBody, 'delivery' | 'buyerNote' | 'giftMessage'>): Wishes => ({
  method,
  ...(carrierWish === undefined ? {} : { carrier: carrierWish }),
  ...(wish === undefined ? {} : { text: wish }),
  ...(window === undefined ? {} : { window }),
  ...(buyerNote === undefined ? {} : { buyerNote }),
  ...(giftMessage === undefined ? {} : { giftMessage }),
});
