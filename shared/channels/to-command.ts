import type { EarlyNews } from '../orders/effects/external-id.ts';
import type { Channel } from '../orders/order.ts';
import { deliverySchema, type PlaceOrderCommand } from '../orders/place-order-schema.ts';
import type { ChannelOrder } from './channel-event-schema.ts';

/** Which shop on which channel speaks. */
export type Shop = { channel: Channel; shopId: string };

const minorUnits = (amount: ChannelOrder['shipping']): number | undefined =>
  typeof amount === 'object' ? amount.amount : amount;

/**
 * A channel's order as a command of ours. The channel's prices, shipping and discount are kept as they are; news that came
 * before the order is part of it.
 */
export const toCommand = (
  { customer, shippingAddress, lines, shipping, discount, paid, buyerNote, externalId }: ChannelOrder,
  shop: Shop,
  news: EarlyNews & { at: string },
): PlaceOrderCommand => {
  const shippingFee = minorUnits(shipping);
  const reduction = minorUnits(discount);
  return {
    ...shop,
    externalId,
    customer,
    shippingAddress,
    lines,
    paymentTerms: 'prepaid',
    delivery: deliverySchema.parse({}),
    ...(buyerNote === undefined ? {} : { buyerNote }),
    channelAmounts: {
      // A channel that names no fee has none: its total is what the buyer saw.
      shipping: shippingFee ?? 0,
      ...(reduction === undefined ? {} : { discount: reduction }),
    },
    ...(paid || news.paidAt !== undefined ? { paidByChannel: true } : {}),
    ...(news.cancelledAt === undefined ? {} : { cancelledByChannel: true }),
    channelNewsAt: news.at,
  };
};
