import { ChangeMessageVisibilityBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import type { Deps } from '../../../shared/runtime/deps.ts';
import { restSeconds } from '../../../shared/runtime/give-back.ts';
import { queueHandler } from '../../../shared/runtime/queue-handler.ts';
import { mockService } from '../../harness/mock-service.ts';

const sqs = mockService(SQSClient);
const URL = 'http://queues/notifications';

const record = (id: string, receives: number, body: unknown): SQSRecord =>
  ({
    messageId: id,
    receiptHandle: `handle-${id}`,
    body: JSON.stringify(body),
    attributes: { ApproximateReceiveCount: String(receives) },
  }) as SQSRecord;

const handler = queueHandler(
  z.object({ fails: z.boolean() }),
  async ({ fails }) => {
    if (fails) throw new Error('the shop is down');
  },
  () => ({}) as Deps,
);
const consume = (...Records: SQSRecord[]) =>
  handler({ Records } as SQSEvent, { awsRequestId: 'r' } as Context);

beforeEach(() => {
  sqs.reset();
  sqs.on(ChangeMessageVisibilityBatchCommand).resolves({});
  process.env.OWN_QUEUE_URL = URL;
});
afterAll(() => {
  delete process.env.OWN_QUEUE_URL;
});

describe('a message that could not be worked on', () => {
  it('rests for a while of its own, longer each time, and is still given back', async () => {
    const answer = await consume(
      record('a', 1, { fails: true }),
      record('b', 1, { fails: false }),
      record('c', 3, { fails: true }),
    );
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'a' }, { itemIdentifier: 'c' }] });
    expect(sqs.commandCalls(ChangeMessageVisibilityBatchCommand).map(({ args }) => args[0].input)).toEqual([
      {
        QueueUrl: URL,
        Entries: [
          { Id: '0', ReceiptHandle: 'handle-a', VisibilityTimeout: 10 },
          { Id: '1', ReceiptHandle: 'handle-c', VisibilityTimeout: 90 },
        ],
      },
    ]);
  });

  it('comes when the queue gives it back by itself, where that cannot be asked for', async () => {
    sqs.on(ChangeMessageVisibilityBatchCommand).rejects(new Error('no'));
    expect(await consume(record('a', 1, { fails: true }))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'a' }],
    });
  });

  it('costs nobody a call who has none', async () => {
    await consume(record('b', 1, { fails: false }));
    expect(sqs.commandCalls(ChangeMessageVisibilityBatchCommand)).toEqual([]);
  });

  it('never rests longer than three minutes', () => {
    expect([1, 2, 3, 4, 20].map(restSeconds)).toEqual([10, 30, 90, 180, 180]);
  });
});
