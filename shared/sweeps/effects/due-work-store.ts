import { sendMessages } from '../../runtime/send-messages.ts';
import type { DueMessage } from '../due-message.ts';

/** Sends messages to the queue of due work, all of them or an error. */
export const sendDueWork = (messages: readonly DueMessage[]): Promise<void> =>
  sendMessages('DUE_WORK_QUEUE_URL', messages);
