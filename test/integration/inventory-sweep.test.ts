import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { SQSEvent } from 'aws-lambda';
import { handler as doStockWork } from '../../functions/inventory/do-stock-work.ts';
import { handler as finishStockWork } from '../../functions/inventory/finish-stock-work.ts';
import { verifyTable } from '../../scripts/verify/verify-table.ts';
import { receiveStock } from '../../shared/inventory/effects/receive-stock-store.ts';
import { recallAnswer, rememberAnswer } from '../../shared/runtime/idempotency.ts';
import { mockService } from '../harness/mock-service.ts';
import { putProducts } from '../harness/put-products.ts';
import { openStockRoom, type StockRoom } from '../harness/stock-room.ts';
import { watchedTable } from '../harness/watched-table.ts';

let room: StockRoom;
let queue: string[] = [];

beforeAll(async () => {
  room = await openStockRoom();
  process.env.STOCK_WORK_QUEUE_URL = 'http://queue/stock-work';
  mockService(SQSClient)
    .on(SendMessageBatchCommand)
    .callsFake(({ Entries }) => {
      queue.push(...Entries.map(({ MessageBody }: { MessageBody: string }) => MessageBody));
      return {};
    });
}, 60_000);

afterAll(() => room?.close());

const CONTEXT = { awsRequestId: 'r', functionName: 'test', getRemainingTimeInMillis: () => 60_000 } as never;
const sweep = (now: Date) => finishStockWork({ now: now.toISOString() }, CONTEXT);
const work = () =>
  doStockWork(
    { Records: queue.splice(0).map((body, at) => ({ messageId: String(at), body })) } as SQSEvent,
    CONTEXT,
  );

describe('a large receipt that died and is never repeated', () => {
  it('is told as unfinished, found by the sweep, counted to its end once, and answered to its key', async () => {
    const lines = Array.from({ length: 120 }, (_, at) => ({ sku: `PALLET-${at}`, quantity: 3 }));
    await putProducts(
      room.table,
      lines.map(({ sku }) => sku),
    );
    let count = 0;
    const dying = watchedTable(room.table, (command) => {
      if (command instanceof TransactWriteCommand && ++count >= 3) throw new Error('killed');
    });
    const idempotency = { operation: 'receive-stock', scope: 'merchant', key: 'pallets', requestHash: 'x' };
    const request = {
      body: { locationId: 'main', lines },
      actor: { name: 'user:one' },
      idempotency,
      remember: (answer: Parameters<typeof rememberAnswer>[1]) => [
        rememberAnswer(idempotency, answer, new Date()),
      ],
    };
    await expect(receiveStock(request, room.deps(dying))).rejects.toThrow('killed');
    const half = await Promise.all(lines.map(async ({ sku }) => (await room.inventory(sku)).onHand));
    expect(half.filter((onHand) => onHand === 3).length).toBeLessThan(120);

    await sweep(new Date());
    expect(queue).toEqual([]);
    const later = new Date(Date.now() + 180_000);
    expect((await verifyTable(room.table, later)).pending).toMatchObject([
      { what: expect.stringContaining('should have been finished') },
    ]);
    await Promise.all([sweep(later), sweep(later)]);
    expect(queue).toHaveLength(2);
    expect(await work()).toEqual({ batchItemFailures: [] });

    for (const { sku } of lines) expect(await room.inventory(sku)).toMatchObject({ onHand: 3 });
    expect(await recallAnswer(room.table, idempotency)).toMatchObject({ status: 201, body: { lines } });
    expect((await verifyTable(room.table, later)).pending).toEqual([]);
    expect(await room.wrong()).toEqual([]);
    queue = [];
    await sweep(later);
    expect(queue).toEqual([]);
  }, 90_000);
});
