import { channelEventSchema } from '../../shared/channels/channel-event-schema.ts';
import { senderOfShop, WEBHOOK_CHANNELS } from '../../shared/channels/shop.ts';
import { shopIdSchema } from '../../shared/orders/order-schema.ts';
import { webhookHandler } from '../../shared/webhooks/effects/webhook-handler.ts';

export const handler = webhookHandler({
  inbox: 'channel',
  senderOf: ({ channel: asked, shopId }) => {
    const channel = WEBHOOK_CHANNELS.find((each) => each === asked);
    const shop = shopIdSchema.safeParse(shopId);
    return channel && shop.success
      ? { name: senderOfShop({ channel, shopId: shop.data }), body: channelEventSchema }
      : undefined;
  },
});
