import { CHANNELS, type Channel } from '../orders/order.ts';
import type { Shop } from './to-command.ts';

/** The channels whose webhooks are understood; each has its own form of an event. */
export const WEBHOOK_CHANNELS = ['generic'] as const satisfies readonly Channel[];

/** A shop's name as a sender of webhooks. */
export const senderOfShop = ({ channel, shopId }: Shop): string => `channels/${channel}/${shopId}`;

/** The shop behind a sender's name; throws on a name that we did not give. */
export const shopOf = (sender: string): Shop => {
  const [, channel, shopId] = sender.split('/');
  const known = CHANNELS.find((each) => each === channel);
  if (!known || !shopId) throw new Error(`${sender} is not a shop.`);
  return { channel: known, shopId };
};
