import { sendMessages } from '../../runtime/send-messages.ts';
import type { BackorderMessage } from '../backorder-message.ts';

/** Sends work on queues of goods to the queue of such work, all of it or an error. */
export const sendBackorderWork = (
  messages: readonly BackorderMessage[],
  delaySeconds?: number,
): Promise<void> => sendMessages('BACKORDERS_QUEUE_URL', messages, delaySeconds);
