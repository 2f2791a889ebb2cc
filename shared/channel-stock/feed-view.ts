import type { FeedState, StockFeed } from './feed.ts';

/** A stock feed as the API shows it. */
export const feedView = (feed: StockFeed, { run: _, part: __, all: ___, ...health }: FeedState) => ({
  ...feed,
  health,
});
