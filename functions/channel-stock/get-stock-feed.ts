import { getStockFeedOperation } from '../../shared/channel-stock/channel-stock-operations.ts';
import { findFeed } from '../../shared/channel-stock/effects/feed-store.ts';
import { feedView } from '../../shared/channel-stock/feed-view.ts';
import { notFound } from '../../shared/kernel/problem.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(getStockFeedOperation, async ({ params }, { table }) => {
  const known = await findFeed(table, params);
  return known ? ok(feedView(known.feed, known.state), known.feed.version) : notFound('stock feed');
});
