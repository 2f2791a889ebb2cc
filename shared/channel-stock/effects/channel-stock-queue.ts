import * as z from 'zod';
import { CHANNELS } from '../../orders/order.ts';
import { sendMessages } from '../../runtime/send-messages.ts';

const shop = { channel: z.enum(CHANNELS), shopId: z.string() };

/** Work for the shops that are told of stock. */
export const channelStockSchema = z.discriminatedUnion('kind', [
  /** Look at these SKUs, whose changes were noticed at this time. */
  z.object({ kind: z.literal('changed'), skus: z.array(z.string()), at: z.string() }),
  /** Every SKU may have changed, for all shops. */
  z.object({ kind: z.literal('everything') }),
  /** Go through all products for one shop; `all` repeats what it has. */
  z.object({ kind: z.literal('begin'), ...shop, all: z.boolean() }),
  /** A part of that. */
  z.object({ kind: z.literal('round'), ...shop, run: z.string(), part: z.int(), after: z.string() }),
  /** See whether a failing shop is back. */
  z.object({ kind: z.literal('retry'), ...shop }),
]);

export type ChannelStockMessage = z.infer<typeof channelStockSchema>;

/** Sends work to the queue, all of it or an error. */
export const sendChannelStock = (
  messages: readonly ChannelStockMessage[],
  delaySeconds?: number,
): Promise<void> => sendMessages('CHANNEL_STOCK_QUEUE_URL', messages, delaySeconds);
