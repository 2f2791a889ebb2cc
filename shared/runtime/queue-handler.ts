import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import { isProblem, type Problem } from '../kernel/problem.ts';
import { type Deps, realDeps } from './deps.ts';
import { logger } from './logger.ts';

/** What the bus puts around an event in a queue. */
type Envelope = { detail?: unknown; id?: string };

const messageOf = (record: SQSRecord): unknown => {
  const body = JSON.parse(record.body) as Envelope;
  // A message comes from the bus (its event is the detail) or straight from a sweep.
  return body.detail ?? body;
};

/**
 * Makes a Lambda handler of a queue's consumer: each message is parsed and worked on by itself; one that fails is
 * given back alone and retried, soon at first and seldom later, and after too many times lies in the dead-letter queue.
 * The work must be idempotent: a message may come twice, late, and in any order. A problem it answers counts as a failure.
 */
export const queueHandler = <T>(
  schema: z.ZodType<T>,
  work: (message: T, deps: Deps) => Promise<unknown | Problem>,
  depsOf: () => Deps = realDeps,
) => {
  const processor = new BatchProcessor(EventType.SQS);
  return middy<SQSEvent, SQSBatchResponse>()
    .before(({ context }) => {
      logger.addContext(context);
      logger.resetKeys();
    })
    .handler(async (event, context) => {
      const deps = depsOf();
      const failed: SQSRecord[] = [];
      const one = async (record: SQSRecord): Promise<void> => {
        try {
          const result = await work(schema.parse(messageOf(record)), deps);
          if (isProblem(result)) throw new Error(`${result.code}: ${result.detail ?? result.title}`);
        } catch (error) {
          failed.push(record);
          logger.warn('A message could not be worked on and will come again.', {
            messageId: record.messageId,
            error: error as Error,
          });
          throw error;
        }
      };
      const answer = await processPartialResponse(event, one, processor, {
        context,
        throwOnFullBatchFailure: false,
      });
      const queueUrl = process.env.OWN_QUEUE_URL;
      if (queueUrl && failed.length > 0) {
        // Failures are rare: who has none need not load what speaks to the queue.
        const { giveBack } = await import('./give-back.ts');
        await giveBack(queueUrl, failed);
      }
      return answer;
    });
};
