import { resyncStockFeedOperation } from '../../shared/channel-stock/channel-stock-operations.ts';
import { sendChannelStock } from '../../shared/channel-stock/effects/channel-stock-queue.ts';
import { findFeed } from '../../shared/channel-stock/effects/feed-store.ts';
import { notFound, problem } from '../../shared/kernel/problem.ts';
import { accepted } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(resyncStockFeedOperation, async ({ params, body }, { table }) => {
  const known = await findFeed(table, params);
  if (!known) return notFound('stock feed');
  if (!known.feed.active)
    return problem(409, 'stock_feed_inactive', 'The shop is not told of stock', {
      detail: 'This stock feed is not active. Replace it by an active one; all is told then.',
    });
  await sendChannelStock([{ kind: 'begin', ...params, all: body.all }]);
  return accepted({ accepted: true });
});
