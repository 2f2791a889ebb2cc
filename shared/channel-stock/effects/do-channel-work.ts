import type { Deps } from '../../runtime/deps.ts';
import { isDue, isWanted } from '../feed.ts';
import { type ChannelStockMessage, sendChannelStock } from './channel-stock-queue.ts';
import { pushArrived } from './feed-state-store.ts';
import { type KnownFeed, loadFeeds } from './feed-store.ts';
import { beginRound, goOn, tryAgain } from './go-round.ts';
import { pushStock } from './push-stock.ts';
import { mindingFailure } from './shop-failed.ts';
import { withBundles } from './with-bundles.ts';

/** When something last arrived is kept to these seconds, so that a busy shop does not cost a write for each push. */
const EXACT_TO_MS = 5_000;

/** Does one piece of work for the shops that are told of stock. Idempotent, and harmless in any order. */
export const doChannelWork = async (message: ChannelStockMessage, deps: Deps): Promise<void> => {
  switch (message.kind) {
    case 'changed':
      return tellAll(deps, message.skus, message.at);
    case 'everything':
      return sendChannelStock(
        (await loadActive(deps)).map(({ feed: { channel, shopId } }) => ({
          kind: 'begin',
          channel,
          shopId,
          all: false,
        })),
      );
    case 'begin':
      return beginRound(deps, shopOf(message), message.all);
    case 'round':
      return goOn(deps, shopOf(message), message);
    case 'retry':
      return tryAgain(deps, shopOf(message));
  }
};

const shopOf = ({ channel, shopId }: Extract<ChannelStockMessage, { shopId: string }>) => ({
  channel,
  shopId,
});

const loadActive = async ({ table }: Deps): Promise<KnownFeed[]> =>
  (await loadFeeds(table)).filter(({ feed }) => feed.active);

/** Each shop by itself: one that fails takes nothing from the others. */
const tellAll = async (deps: Deps, skus: readonly string[], at: string): Promise<void> => {
  const feeds = await loadActive(deps);
  if (feeds.length === 0) return;
  const changed = await withBundles(deps.table, skus, at);
  const outcomes = await Promise.allSettled(feeds.map((known) => tellOne(deps, known, changed, at)));
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure) throw failure.reason;
};

const tellOne = async (deps: Deps, known: KnownFeed, skus: readonly string[], at: string): Promise<void> => {
  const { table, now } = deps;
  const { feed, state } = known;
  const wanted = skus.filter((sku) => isWanted(feed, sku));
  if (wanted.length === 0) return;
  if (state.status === 'failing') {
    // What changes while nobody tries is found by the round that begins with the next attempt.
    const { channel, shopId } = feed;
    return isDue(state, now()) ? sendChannelStock([{ kind: 'retry', channel, shopId }]) : undefined;
  }
  await mindingFailure(deps, known, async () => {
    const pushed = await pushStock(deps, feed, wanted);
    const arrived = now().getTime();
    if (pushed === 0 || arrived - Date.parse(state.lastPushAt ?? '') < EXACT_TO_MS) return;
    const lagMs = Math.max(0, arrived - Date.parse(at));
    await pushArrived(table, feed, { at: new Date(arrived).toISOString(), lagMs });
  });
};
