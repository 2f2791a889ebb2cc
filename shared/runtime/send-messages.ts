import { setTimeout as sleep } from 'node:timers/promises';
import { SendMessageBatchCommand, type SendMessageBatchRequestEntry, SQSClient } from '@aws-sdk/client-sqs';
import { environment } from './environment.ts';

/** SendMessageBatch takes ten messages a call. */
export const PER_CALL = 10;
const ATTEMPTS = 4;
const DELAY_MS = 50;

let client: SQSClient | undefined;

/**
 * Sends messages to the queue whose URL a variable of the environment holds, all of them or an error. SQS answers 200
 * even when it took only some, so its answer is looked at and the refused ones are sent again. `delaySeconds`, 900 at most, is how long the
 * queue keeps them back.
 */
export const sendMessages = async (
  urlName: string,
  messages: readonly unknown[],
  delaySeconds = 0,
): Promise<void> => {
  client ??= new SQSClient({});
  const QueueUrl = environment(urlName);
  for (let at = 0; at < messages.length; at += PER_CALL)
    await sendBatch(client, QueueUrl, messages.slice(at, at + PER_CALL), delaySeconds);
};

const sendBatch = async (
  to: SQSClient,
  QueueUrl: string,
  messages: readonly unknown[],
  delaySeconds: number,
): Promise<void> => {
  let left: SendMessageBatchRequestEntry[] = messages.map((message, at) => ({
    Id: String(at),
    MessageBody: JSON.stringify(message),
    ...(delaySeconds > 0 ? { DelaySeconds: delaySeconds } : {}),
  }));
  for (let attempt = 1; left.length > 0; attempt++) {
    const { Failed = [] } = await to.send(new SendMessageBatchCommand({ QueueUrl, Entries: left }));
    const refused = new Set(Failed.map(({ Id }) => Id));
    left = left.filter(({ Id }) => refused.has(Id));
    if (left.length > 0 && attempt === ATTEMPTS)
      throw new Error(`${left.length} messages were refused by the queue: ${Failed[0]?.Code}.`);
    if (left.length > 0) await sleep(DELAY_MS * attempt);
  }
};
