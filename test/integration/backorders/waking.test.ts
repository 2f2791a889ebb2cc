import type { Context, DynamoDBStreamEvent, SQSEvent } from 'aws-lambda';
import { handler as serveBackorders } from '../../../functions/backorders/serve-backorders.ts';
import { handler as sweepBackorders } from '../../../functions/backorders/sweep-backorders.ts';
import { handler as spotStockChanges } from '../../../functions/channel-stock/spot-stock-changes.ts';
import { backorderedSkus } from '../../../shared/inventory/effects/backorder-store.ts';
import { openWaitingRoom, type WaitingRoom } from './waiting-room.ts';

const CONTEXT = { awsRequestId: 'r', getRemainingTimeInMillis: () => 20_000 } as unknown as Context;

describe('those who serve queues', () => {
  let room: WaitingRoom;
  beforeAll(async () => {
    room = await openWaitingRoom();
    process.env.CHANNEL_STOCK_QUEUE_URL = 'http://queue/channel-stock';
    process.env.STOCK_WORK_QUEUE_URL = 'http://queue/stock-work';
  });
  afterAll(() => room.close());

  const listed = async (): Promise<string[]> => {
    const skus: string[] = [];
    for await (const page of backorderedSkus(room.table)) skus.push(...page);
    return skus;
  };
  const stream = (sku: string, sk: string, image: Record<string, unknown>) =>
    spotStockChanges(
      {
        Records: [
          {
            eventName: 'MODIFY',
            dynamodb: { Keys: { pk: { S: `SKU#${sku}` }, sk: { S: sk } }, NewImage: image },
          },
        ],
      } as unknown as DynamoDBStreamEvent,
      CONTEXT,
    );
  /** Gives what waits in the queue to the worker, as Lambda does; answers what it gives back. */
  const work = async () => {
    const Records = room.messages
      .splice(0)
      .map((message, at) => ({ messageId: String(at), body: JSON.stringify(message) }));
    return serveBackorders({ Records } as unknown as SQSEvent, CONTEXT);
  };

  it('are woken by goods that come for somebody who waits, and by nothing else', async () => {
    const sku = await room.waitable(5);
    const plain = await room.waitable(5);
    const order = await room.placed([{ sku, quantity: 1 }]);
    await room.receive(sku, 3);
    await room.receive(plain, 3);
    await stream(plain, 'STOCK#main#0', { rose: { BOOL: true } });
    await stream(sku, 'STOCK#main#0', {});
    expect(room.messages).toEqual([]);
    await stream(sku, 'STOCK#main#0', { rose: { BOOL: true } });
    await stream(sku, 'COMING#arr_1', {});
    expect(room.messages).toEqual([
      { kind: 'fill', sku },
      { kind: 'promise', sku },
    ]);
    expect(await work()).toMatchObject({ batchItemFailures: [] });
    expect((await room.read(order.id)).lines[0]).toMatchObject({ backordered: 0 });
  });

  it('find by themselves whom nobody told of, and forget products that nobody waits for', async () => {
    const sku = await room.waitable(5);
    const order = await room.placed([{ sku, quantity: 2 }]);
    await room.receive(sku, 2);
    expect(await listed()).toContain(sku);
    const sweep = () => sweepBackorders({ now: new Date().toISOString() }, CONTEXT);
    await sweep();
    expect(await work()).toMatchObject({ batchItemFailures: [] });
    expect((await room.read(order.id)).lines[0]).toMatchObject({ backordered: 0 });
    await sweep();
    expect(await listed()).not.toContain(sku);
    expect(room.messages).toEqual([]);
    // And they are found again.
    await room.placed([{ sku, quantity: 1 }]);
    expect(await listed()).toContain(sku);
    expect(await room.wrong()).toEqual([]);
  });

  it('look at every queue when a location is opened', async () => {
    const sku = await room.waitable(5);
    await room.placed([{ sku, quantity: 1 }]);
    await spotStockChanges(
      {
        Records: [
          { eventName: 'MODIFY', dynamodb: { Keys: { pk: { S: 'LOCATIONS' }, sk: { S: 'INACTIVE' } } } },
        ],
      } as unknown as DynamoDBStreamEvent,
      CONTEXT,
    );
    expect(room.messages).toContainEqual({ kind: 'everything' });
    await work();
    expect(room.messages).toContainEqual({ kind: 'fill', sku });
  });
});
