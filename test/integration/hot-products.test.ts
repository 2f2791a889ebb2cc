import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { BatchGetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Context, DynamoDBStreamEvent, SQSEvent } from 'aws-lambda';
import { handler as spotStockChanges } from '../../functions/channel-stock/spot-stock-changes.ts';
import { handler as adjustStock } from '../../functions/inventory/adjust-stock.ts';
import { handler as doStockWork } from '../../functions/inventory/do-stock-work.ts';
import { handler as finishStockWork } from '../../functions/inventory/finish-stock-work.ts';
import { handler as cancelOrder } from '../../functions/orders/cancel-order.ts';
import { repairTable } from '../../scripts/repair/repair-table.ts';
import type { Item } from '../../scripts/verify/report.ts';
import { scanTable } from '../../scripts/verify/scan-table.ts';
import { verifyTable } from '../../scripts/verify/verify-table.ts';
import { loadSku } from '../../shared/inventory/effects/load-stock-store.ts';
import { rebalanceSku } from '../../shared/inventory/effects/rebalance-store.ts';
import { stockKey } from '../../shared/inventory/stock-keys.ts';
import { isProblem, type Problem } from '../../shared/kernel/problem.ts';
import { orderAnswer } from '../../shared/orders/effects/answer-order-change.ts';
import { intakeOrder, type Taken } from '../../shared/orders/effects/intake-order.ts';
import { placeOrderSchema } from '../../shared/orders/place-order-schema.ts';
import type { Table } from '../../shared/runtime/table.ts';
import { anOrderRequest, unique } from '../builders/an-order-request.ts';
import { callHandler } from '../harness/call-handler.ts';
import { mockService } from '../harness/mock-service.ts';
import { openStockRoom, type StockRoom } from '../harness/stock-room.ts';
import { watchedTable } from '../harness/watched-table.ts';

let room: StockRoom;
const sent: string[] = [];

beforeAll(async () => {
  room = await openStockRoom();
  process.env.STOCK_WORK_QUEUE_URL = 'http://queue/stock-work';
  mockService(SQSClient)
    .on(SendMessageBatchCommand)
    .callsFake(({ Entries }) => {
      sent.push(...Entries.map(({ MessageBody }: { MessageBody: string }) => MessageBody));
      return {};
    });
}, 60_000);
afterAll(() => room?.close());

type Lines = readonly { sku: string; quantity: number }[];

const buy = (lines: Lines, table: Table = room.table): Promise<Taken | Problem> =>
  intakeOrder(room.deps(table), placeOrderSchema.parse(anOrderRequest(lines)), {
    actor: 'user:test',
    pricesFromBuyer: false,
    present: orderAnswer,
  });

const bought = async (lines: Lines): Promise<Taken['order']> => {
  const taken = await buy(lines);
  if (isProblem(taken)) throw new Error(`${taken.code} ${taken.detail}`);
  return taken.order;
};

/** Buyers who all want it now, a few at a time through the door. */
const crowd = async (count: number, one: (at: number) => Promise<Taken | Problem>, atOnce = 16) => {
  const left = Array.from({ length: count }, (_, at) => at).values();
  const answers: (Taken | Problem)[] = [];
  const work = async (): Promise<void> => {
    for (const at of left) answers.push(await one(at));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return {
    sold: answers.filter((each) => !isProblem(each)).length,
    refused: answers.filter(isProblem).map(({ code }) => code),
  };
};

const availableOf = async (sku: string): Promise<Record<string, number>> =>
  Object.fromEntries(
    (await loadSku(room.table, sku)).stock.map(({ locationId, shard, available }) => [
      `${locationId} ${shard}`,
      available,
    ]),
  );

/** All that is proved of stock: the orders are asked only for what they hold, for no worker has had its turn with them. */
async function* stockItems(): AsyncGenerator<Item> {
  for await (const item of scanTable(room.table)) if (item.pk.startsWith('SKU#')) yield item;
}

const differences = async () => (await verifyTable(room.table, new Date(), stockItems())).differences;

const message = (body: string) =>
  doStockWork(
    { Records: [{ messageId: '1', body }] } as unknown as SQSEvent,
    { functionName: 'test', getRemainingTimeInMillis: () => 60_000 } as unknown as Context,
  );

describe('the last units of a product spread over rows', () => {
  it.each([1, 2, 7, 64])(
    'are all sold, none twice, with %i rows and more buyers than units',
    async (shards) => {
      const sku = `LAST-${shards}`;
      await room.stocked(sku, 20, { stockShards: shards });
      const { sold, refused } = await crowd(32, () => buy([{ sku, quantity: 1 }]));
      expect(sold).toBe(20);
      expect(new Set(refused)).toEqual(new Set(['insufficient_stock']));
      expect(await room.inventory(sku)).toMatchObject({ onHand: 20, reserved: 20, available: 0 });
    },
    60_000,
  );

  it('are sold to orders of several units, which take from several rows where none has enough', async () => {
    await room.stocked('SEVERAL', 14, { stockShards: 7 });
    const order = await bought([{ sku: 'SEVERAL', quantity: 9 }]);
    const shards = order.reservations.flatMap(({ units }) => units.map(({ shard }) => shard));
    expect(new Set(shards).size).toBeGreaterThan(4);
    const { sold } = await crowd(6, () => buy([{ sku: 'SEVERAL', quantity: 2 }]), 3);
    expect(sold).toBe(2);
    expect(await room.inventory('SEVERAL')).toMatchObject({ reserved: 13, available: 1 });
  }, 30_000);

  it('are counted over all lines of an order, of which several may be hot', async () => {
    await room.stocked('HOT-A', 6, { stockShards: 4 });
    await room.stocked('HOT-B', 6, { stockShards: 3 });
    const lines = [
      { sku: 'HOT-A', quantity: 1 },
      { sku: 'HOT-B', quantity: 1 },
      { sku: 'HOT-A', quantity: 1 },
    ];
    const { sold } = await crowd(6, () => buy(lines));
    expect(sold).toBe(3);
    expect(await room.inventory('HOT-A')).toMatchObject({ reserved: 6, available: 0 });
    expect(await room.inventory('HOT-B')).toMatchObject({ reserved: 3, available: 3 });
  }, 30_000);

  it('go back to their own row when an order is cancelled, and are sold again', async () => {
    await room.stocked('BACK', 3, { stockShards: 8 });
    const orders = [];
    for (let at = 0; at < 3; at++) orders.push(await bought([{ sku: 'BACK', quantity: 1 }]));
    expect(await buy([{ sku: 'BACK', quantity: 1 }])).toMatchObject({ code: 'insufficient_stock' });
    const [order] = orders;
    const { status } = await callHandler(cancelOrder, {
      params: { id: order?.head.id ?? '' },
      body: { reason: 'changed my mind' },
    });
    expect(status).toBe(200);
    const shard = order?.reservations[0]?.units[0]?.shard;
    expect((await availableOf('BACK'))[`main ${shard}`]).toBe(1);
    await bought([{ sku: 'BACK', quantity: 1 }]);
    expect(await room.inventory('BACK')).toMatchObject({ reserved: 3, available: 0 });
  });

  it('are sold while rows are evened out under the buyers, and no unit is lost', async () => {
    await room.stocked('MOVING', 20, { stockShards: 2 });
    await room.product('MOVING', { stockShards: 6 });
    let isOver = false;
    const movers = [0, 1].map(async () => {
      while (!isOver) await rebalanceSku(room.deps(), 'MOVING');
    });
    const { sold } = await crowd(28, () => buy([{ sku: 'MOVING', quantity: 1 }]));
    isOver = true;
    await Promise.all(movers);
    expect(sold).toBe(20);
    expect(await room.inventory('MOVING')).toMatchObject({ onHand: 20, reserved: 20, available: 0 });
  }, 60_000);

  it('are never the safety stock, also when it was raised under the rows', async () => {
    await room.stocked('KEPT', 12, { stockShards: 4 });
    await room.product('KEPT', { stockShards: 4, safetyStock: 6 });
    expect(await availableOf('KEPT')).toMatchObject({ 'main 0': -3, 'main 1': 3 });
    expect(await buy([{ sku: 'KEPT', quantity: 7 }])).toMatchObject({ code: 'insufficient_stock' });
    await rebalanceSku(room.deps(), 'KEPT');
    expect((await availableOf('KEPT'))['main 0']).toBeGreaterThanOrEqual(0);
    const { sold } = await crowd(9, () => buy([{ sku: 'KEPT', quantity: 1 }]));
    expect(sold).toBe(6);
  }, 30_000);

  it('leave books that agree: every row with its movements, every reservation with its row', async () => {
    expect(await differences()).toEqual([]);
  });
});

describe('a change of how many rows a product has', () => {
  it('upwards leaves all units for sale, and spreads them over the new rows', async () => {
    await room.stocked('UP', 16, { stockShards: 1 });
    await room.product('UP', { stockShards: 8 });
    expect(await room.inventory('UP')).toMatchObject({ available: 16 });
    await bought([{ sku: 'UP', quantity: 12 }]);
    expect(await rebalanceSku(room.deps(), 'UP')).toBeGreaterThan(0);
    const { sold } = await crowd(6, () => buy([{ sku: 'UP', quantity: 1 }]));
    expect(sold).toBe(4);
    expect(await room.inventory('UP')).toMatchObject({ onHand: 16, reserved: 16, available: 0 });
  });

  it('downwards leaves all units for sale, drains the old rows, and finds what comes back to them', async () => {
    await room.stocked('DOWN', 16, { stockShards: 8 });
    const orders = [];
    for (let at = 0; at < 6; at++) orders.push(await bought([{ sku: 'DOWN', quantity: 1 }]));
    await room.product('DOWN', { stockShards: 1 });
    expect(await room.inventory('DOWN')).toMatchObject({ onHand: 16, reserved: 6, available: 10 });
    await rebalanceSku(room.deps(), 'DOWN');
    expect(await availableOf('DOWN')).toMatchObject({ 'main 0': 10, 'main 1': 0, 'main 7': 0 });
    for (const { head } of orders)
      await callHandler(cancelOrder, { params: { id: head.id }, body: { reason: 'changed my mind' } });
    expect(await room.inventory('DOWN')).toMatchObject({ reserved: 0, available: 16 });
    await bought([{ sku: 'DOWN', quantity: 16 }]);
    expect(await room.inventory('DOWN')).toMatchObject({ onHand: 16, reserved: 16, available: 0 });
    const body = { locationId: 'main', sku: 'DOWN', delta: 5, reason: 'found' };
    expect((await callHandler(adjustStock, { body })).status).toBe(201);
    await bought([{ sku: 'DOWN', quantity: 5 }]);
    expect(await differences()).toEqual([]);
  });
});

describe('what a product costs to sell', () => {
  const batchesFor = async (sku: string): Promise<number> => {
    let batches = 0;
    const table = watchedTable(room.table, (command) => {
      if (command instanceof BatchGetCommand) batches += 1;
    });
    expect(isProblem(await buy([{ sku, quantity: 1 }], table))).toBe(false);
    return batches;
  };

  it('is nothing more for a usual product, and one batch for a hot one', async () => {
    await room.stocked('USUAL', 10);
    await room.stocked('HOT', 640, { stockShards: 64 });
    expect(await batchesFor('USUAL')).toBe(0);
    for (let at = 0; at < 4; at++) expect(await batchesFor('HOT')).toBeLessThanOrEqual(1);
  });

  it('keeps each further row in a partition of its own', () => {
    const row = { sku: 'HOT', locationId: 'main' };
    expect(stockKey({ ...row, shard: 0 })).toEqual({ pk: 'SKU#HOT', sk: 'STOCK#main#0' });
    expect(stockKey({ ...row, shard: 9 })).toEqual({ pk: 'SKU#HOT#9', sk: 'STOCK#main#9' });
  });
});

describe('rows that ran dry', () => {
  it('are noticed in the table’s stream, and filled by the queue’s worker', async () => {
    const sku = `DRY-${unique()}`;
    await room.stocked(sku, 40, { stockShards: 4 });
    await room.change({ kind: 'reserve', sku, quantity: 10, shard: 2 });
    sent.length = 0;
    const Keys = { pk: { S: `SKU#${sku}#2` }, sk: { S: 'STOCK#main#2' } };
    const event = { Records: [{ dynamodb: { Keys, NewImage: { available: { N: '0' } } } }] };
    await spotStockChanges(event as DynamoDBStreamEvent, {} as Context);
    expect(sent.map((body) => JSON.parse(body))).toEqual([{ kind: 'rebalance', id: sku }]);
    expect(await message(sent[0] ?? '')).toEqual({ batchItemFailures: [] });
    expect((await availableOf(sku))['main 2']).toBeGreaterThanOrEqual(7);
    // Once more does no harm.
    const evened = await availableOf(sku);
    await message(sent[0] ?? '');
    expect(await availableOf(sku)).toEqual(evened);
  });

  it('are looked after by the sweep, whatever was missed; usual products are not', async () => {
    await room.stocked('SWEPT', 4, { stockShards: 2 });
    await room.stocked('NOT-SWEPT', 4);
    sent.length = 0;
    await finishStockWork({ now: new Date().toISOString() }, {
      getRemainingTimeInMillis: () => 60_000,
    } as unknown as Context);
    const swept = sent.map((body) => JSON.parse(body)).filter(({ kind }) => kind === 'rebalance');
    expect(swept).toContainEqual({ kind: 'rebalance', id: 'SWEPT' });
    expect(swept).not.toContainEqual({ kind: 'rebalance', id: 'NOT-SWEPT' });
  });
});

describe('a further row with a wrong figure', () => {
  it('is found, and put right from its movements', async () => {
    await room.stocked('WRONG', 12, { stockShards: 3 });
    const Key = stockKey({ sku: 'WRONG', locationId: 'main', shard: 2 });
    await room.table.client.send(
      new UpdateCommand({
        TableName: room.table.name,
        Key,
        UpdateExpression: 'ADD onHand :one, available :one',
        ExpressionAttributeValues: { ':one': 1 },
      }),
    );
    const found = (await differences()).filter(({ key }) => key.includes('WRONG'));
    expect(found).toEqual([
      expect.objectContaining({ key: `${Key.pk} ${Key.sk}`, what: 'onHand is 5, its movements sum to 4' }),
    ]);
    const { applied } = await repairTable(room.table, true);
    expect(applied).toContainEqual(expect.objectContaining({ name: 'WRONG · main · 2' }));
    expect((await differences()).filter(({ key }) => key.includes('WRONG'))).toEqual([]);
  }, 60_000);

  it('is found where its product does not know that it is there', async () => {
    await room.stocked('UNKNOWN', 4);
    await room.change({ kind: 'receive', sku: 'UNKNOWN', quantity: 3, shard: 5 });
    const found = (await differences()).filter(({ key }) => key.includes('UNKNOWN'));
    expect(found.map(({ what }) => what)).toEqual(['its product does not know of the row']);
  }, 60_000);
});
