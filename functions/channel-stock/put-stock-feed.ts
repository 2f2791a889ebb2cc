import { putStockFeedOperation } from '../../shared/channel-stock/channel-stock-operations.ts';
import { mayCallLocal } from '../../shared/channel-stock/effects/call-shop.ts';
import { sendChannelStock } from '../../shared/channel-stock/effects/channel-stock-queue.ts';
import { findFeed, saveFeed } from '../../shared/channel-stock/effects/feed-store.ts';
import { NEW_STATE } from '../../shared/channel-stock/feed.ts';
import { feedView } from '../../shared/channel-stock/feed-view.ts';
import { addressMistake } from '../../shared/channel-stock/shop-address.ts';
import { isProblem, validationFailed } from '../../shared/kernel/problem.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { replacementAnswer } from '../../shared/runtime/replace-document.ts';

export const handler = httpHandler(putStockFeedOperation, async ({ params, body, ifMatch }, deps) => {
  const message = addressMistake(body.url, mayCallLocal());
  if (message) return validationFailed([{ path: '/url', code: 'invalid_url', message }]);
  const saved = await saveFeed(deps, params, body, ifMatch);
  if (isProblem(saved)) return saved;
  // Sent even where nothing changed: the first of two equal requests may have broken off here.
  if (saved.document.active) await sendChannelStock([{ kind: 'begin', ...params, all: false }]);
  const state = (await findFeed(deps.table, params))?.state ?? NEW_STATE;
  return replacementAnswer(saved, (feed) => feedView(feed, state));
});
