import { setTimeout as sleep } from 'node:timers/promises';
import { SendMessageBatchCommand, type SendMessageBatchRequestEntry, SQSClient } from '@aws-sdk/client-sqs';
import { environment } from '../../runtime/environment.ts';
import type { DueMessage } from '../due-message.ts';

/** SendMessageBatch takes ten messages a call. */
export const PER_CALL = 10;
const ATTEMPTS = 4;
const DELAY_MS = 50;

let client: SQSClient | undefined;

/**
 * Sends at most {@link PER_CALL} messages to the queue of due work, all of them or an error. SQS answers 200 even when
 * it took only some, so its answer is looked at and the refused ones are sent again.
 */
export const sendDueWork = async (messages: readonly DueMessage[]): Promise<void> => {
  client ??= new SQSClient({});
  const QueueUrl = environment('DUE_WORK_QUEUE_URL');
  let left: SendMessageBatchRequestEntry[] = messages.map((message, at) => ({
    Id: String(at),
    MessageBody: JSON.stringify(message),
  }));
  for (let attempt = 1; left.length > 0; attempt++) {
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries: left }));
    const refused = new Set(Failed.map(({ Id }) => Id));
    left = left.filter(({ Id }) => refused.has(Id));
    if (left.length > 0 && attempt === ATTEMPTS)
      throw new Error(`${left.length} messages were refused by the queue: ${Failed[0]?.Code}.`);
    if (left.length > 0) await sleep(DELAY_MS * attempt);
  }
};
