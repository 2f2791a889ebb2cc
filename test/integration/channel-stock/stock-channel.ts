import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Context, DynamoDBStreamEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { handler as getStockFeed } from '../../../functions/channel-stock/get-stock-feed.ts';
import { handler as putStockFeed } from '../../../functions/channel-stock/put-stock-feed.ts';
import { handler as resyncStockFeed } from '../../../functions/channel-stock/resync-stock-feed.ts';
import { handler as spotStockChanges } from '../../../functions/channel-stock/spot-stock-changes.ts';
import { handler as tellShopsStock } from '../../../functions/channel-stock/tell-shops-stock.ts';
import { callHandler } from '../../harness/call-handler.ts';
import { mockService } from '../../harness/mock-service.ts';
import { useSecrets } from '../../harness/secrets.ts';
import { openStockRoom } from '../../harness/stock-room.ts';

export const SECRET = 'the secret of the shop';

/** A message in the queue, and for how long the queue keeps it back. */
type Waiting = { body: string; delay: number };

/** What is sent to a queue. */
type Sent = { QueueUrl: string; Entries: { MessageBody: string; DelaySeconds?: number }[] };

const CONTEXT = { awsRequestId: 'r', getRemainingTimeInMillis: () => 20_000 } as unknown as Context;

/** A stock room whose changes are told to shops; SQS itself only shows what was sent. */
export const openStockChannel = async () => {
  const room = await openStockRoom();
  process.env.CHANNEL_STOCK_QUEUE_URL = 'http://queue/channel-stock';
  process.env.BACKORDERS_QUEUE_URL = 'http://queue/backorders';
  useSecrets({ WEBHOOK_SECRETS_ID: JSON.stringify({ 'stock-feeds/generic/shop-1': SECRET }) });
  const queue: Waiting[] = [];
  mockService(SQSClient)
    .on(SendMessageBatchCommand)
    .callsFake(({ QueueUrl, Entries }: Sent) => {
      // Others are told of the same changes, by queues of their own.
      if (QueueUrl !== process.env.CHANNEL_STOCK_QUEUE_URL) return {};
      queue.push(...Entries.map((entry) => ({ body: entry.MessageBody, delay: entry.DelaySeconds ?? 0 })));
      return {};
    });

  /** Gives messages to the worker in one batch; answers those that it gives back. */
  const work = async (messages: readonly Waiting[]): Promise<Waiting[]> => {
    const Records = messages.map(({ body }, at) => ({
      messageId: String(at),
      body,
      eventSource: 'aws:sqs',
    }));
    const { batchItemFailures } = (await tellShopsStock(
      { Records } as unknown as SQSEvent,
      CONTEXT,
    )) as SQSBatchResponse;
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    return messages.filter((_, at) => failed.has(String(at)));
  };
  const params = (shopId: string) => ({ channel: 'generic', shopId });
  return {
    ...room,
    queue,
    work,
    /** Works until the queue is empty; delayed messages come at once. Answers what was given back. */
    workAll: async (): Promise<Waiting[]> => {
      const back: Waiting[] = [];
      while (queue.length > 0) back.push(...(await work(queue.splice(0, 1))));
      return back;
    },
    /** The table's stream tells of changed SKUs. */
    stream: async (skus: readonly string[]): Promise<void> => {
      const Records = skus.map((sku) => ({
        eventName: 'MODIFY',
        dynamodb: {
          Keys: { pk: { S: `SKU#${sku}` }, sk: { S: 'STOCK#main#0' } },
        },
      }));
      await spotStockChanges({ Records } as unknown as DynamoDBStreamEvent, CONTEXT);
    },
    closed: async (): Promise<void> => {
      const Records = [{ eventName: 'MODIFY', dynamodb: { Keys: { pk: { S: 'LOCATIONS' } } } }];
      await spotStockChanges({ Records } as unknown as DynamoDBStreamEvent, CONTEXT);
    },
    put: (body: Record<string, unknown>, shopId = 'shop-1', headers: Record<string, string> = {}) =>
      callHandler(putStockFeed, { params: params(shopId), body, headers }),
    health: async (shopId = 'shop-1'): Promise<Record<string, unknown>> => {
      const { status, body } = await callHandler(getStockFeed, { params: params(shopId) });
      expect(status).toBe(200);
      return body.health as Record<string, unknown>;
    },
    get: (shopId: string) => callHandler(getStockFeed, { params: params(shopId) }),
    resync: (body?: unknown, shopId = 'shop-1') =>
      callHandler(resyncStockFeed, { params: params(shopId), body: body ?? {} }),
  };
};

export type StockChannel = Awaited<ReturnType<typeof openStockChannel>>;
