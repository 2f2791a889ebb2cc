import { ChangeMessageVisibilityBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { logger } from './logger.ts';

/** The wait after the first failure; each further one is three times as long, up to the longest. */
const FIRST_SECONDS = 10;
const LONGEST_SECONDS = 180;

/** ChangeMessageVisibilityBatch takes ten messages a call. */
const PER_CALL = 10;

let client: SQSClient | undefined;

/** How long a message rests after it could not be worked on so many times: soon at first, seldom later. */
export const restSeconds = (receives: number): number =>
  Math.min(LONGEST_SECONDS, FIRST_SECONDS * 3 ** Math.max(0, receives - 1));

/**
 * Lets messages that could not be worked on come again after a while of their own, instead of when the queue's whole
 * visibility is over, which is made for the slowest batch. Where that fails they come then: nothing is lost.
 */
export const giveBack = async (queueUrl: string, records: readonly SQSRecord[]): Promise<void> => {
  client ??= new SQSClient({});
  for (let at = 0; at < records.length; at += PER_CALL)
    try {
      await client.send(
        new ChangeMessageVisibilityBatchCommand({
          QueueUrl: queueUrl,
          Entries: records.slice(at, at + PER_CALL).map(({ receiptHandle, attributes }, entry) => ({
            Id: String(entry),
            ReceiptHandle: receiptHandle,
            VisibilityTimeout: restSeconds(Number(attributes.ApproximateReceiveCount) || 1),
          })),
        }),
      );
    } catch (error) {
      logger.warn('Messages rest until the queue gives them back by itself.', { error: error as Error });
    }
};
