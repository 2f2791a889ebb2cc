import type { Deps } from '../../runtime/deps.ts';
import { logger } from '../../runtime/logger.ts';
import { backoffSeconds, QUICK_FAILURES } from '../backoff.ts';
import { sendChannelStock } from './channel-stock-queue.ts';
import { feedFailed } from './feed-state-store.ts';
import type { KnownFeed } from './feed-store.ts';
import { ShopError } from './push-stock.ts';

/**
 * Does something that tells a shop; false when the shop failed. Whoever sees a failure first arranges the next attempt:
 * soon at first, then by throwing, so that the message waits in the queue, where alarms look at how long it does.
 *
 * @throws ShopError after {@link QUICK_FAILURES}; any other error at once.
 */
export const mindingFailure = async (
  { table, now }: Deps,
  { feed, state }: KnownFeed,
  tell: () => Promise<void>,
): Promise<boolean> => {
  try {
    await tell();
    return true;
  } catch (error) {
    if (!(error instanceof ShopError)) throw error;
    const { channel, shopId } = feed;
    const failed = await feedFailed(table, feed, {
      failures: state.failures,
      error: error.message,
      now: now(),
    });
    if (!failed) return false;
    logger.warn('A shop could not be told of stock.', { channel, shopId, failures: failed.failures, error });
    if (failed.failures >= QUICK_FAILURES) throw error;
    await sendChannelStock([{ kind: 'retry', channel, shopId }], backoffSeconds(failed.failures));
    return false;
  }
};
