import { channelStockSchema } from '../../shared/channel-stock/effects/channel-stock-queue.ts';
import { doChannelWork } from '../../shared/channel-stock/effects/do-channel-work.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';

export const handler = queueHandler(channelStockSchema, doChannelWork);
