import type { SweepResult } from '../../runtime/schedule-handler.ts';
import { PER_CALL } from '../../runtime/send-messages.ts';
import type { DueMessage } from '../due-message.ts';
import { sendDueWork } from './due-work-store.ts';

/** Left to answer and to log; what is not sent by then, the next run finds again. */
const RESERVE_MS = 5_000;

/**
 * Sends everything a sweep finds to the queue of due work, one message each, and says how much it was. Stops before the
 * function's time is over: what it leaves stays due.
 */
export const sweep = async (
  found: AsyncIterable<readonly DueMessage[]>,
  asOf: string,
  remainingMs: () => number,
): Promise<SweepResult> => {
  let sent = 0;
  for await (const page of found) {
    for (let at = 0; at < page.length; at += PER_CALL) {
      if (remainingMs() < RESERVE_MS) return { asOf, found: sent, unfinished: true };
      const batch = page.slice(at, at + PER_CALL);
      await sendDueWork(batch);
      sent += batch.length;
    }
  }
  return { asOf, found: sent };
};
