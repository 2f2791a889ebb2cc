import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { applyChannelEvent } from '../../../shared/channels/effects/apply-channel-event.ts';
import { loadSaleable } from '../../../shared/inventory/effects/load-stock-store.ts';
import { stockWrites } from '../../../shared/inventory/effects/stock-store.ts';
import { isProblem } from '../../../shared/kernel/problem.ts';
import { orderAnswer } from '../../../shared/orders/effects/answer-order-change.ts';
import { findByExternal } from '../../../shared/orders/effects/find-order-store.ts';
import { intakeOrder } from '../../../shared/orders/effects/intake-order.ts';
import { loadOrder } from '../../../shared/orders/effects/load-order.ts';
import { undoPlacement } from '../../../shared/orders/effects/undo-placement.ts';
import { type PlaceOrderCommand, placeOrderSchema } from '../../../shared/orders/place-order-schema.ts';
import type { Deps } from '../../../shared/runtime/deps.ts';
import { transact } from '../../../shared/runtime/transact.ts';
import { aChannelEvent, aChannelOrder, anOrderRequest, unique } from '../../builders/an-order-request.ts';
import { openTestTable, type TestTable } from '../../harness/dynamodb.ts';
import { putProducts } from '../../harness/put-products.ts';

let test: TestTable;
let deps: Deps;

beforeAll(async () => {
  test = await openTestTable();
  deps = { table: test.table, now: () => new Date(), random: Math.random };
}, 60_000);
afterAll(() => test.close());

const stocked = async (count: number, quantity: number): Promise<string[]> => {
  const skus = Array.from({ length: count }, () => `SKU-${unique()}`);
  await putProducts(test.table, skus);
  for (let at = 0; at < skus.length; at += 40) {
    const changes = skus.slice(at, at + 40).map((sku) => ({
      kind: 'receive' as const,
      sku,
      locationId: 'main',
      shard: 0,
      quantity,
      document: 'test',
    }));
    await transact(
      test.table,
      stockWrites(changes, { at: new Date(), actor: 'test', random: Math.random }),
      Math.random,
    );
  }
  return skus;
};

const reservedOf = async (skus: readonly string[]): Promise<number> => {
  const saleable = await loadSaleable(test.table, skus);
  return [...saleable.values()].flatMap(({ stock }) => stock).reduce((sum, row) => sum + row.reserved, 0);
};

const command = (skus: readonly string[], change: Record<string, unknown> = {}): PlaceOrderCommand =>
  placeOrderSchema.parse(
    anOrderRequest(
      skus.map((sku) => ({ sku, quantity: 1 })),
      change,
    ),
  );

const take = (wanted: PlaceOrderCommand, own: Deps = deps) =>
  intakeOrder(own, wanted, { actor: 'user:test', pricesFromBuyer: false, present: orderAnswer });

const taken = async (wanted: PlaceOrderCommand) => {
  const result = await take(wanted);
  if (isProblem(result)) throw new Error(`${result.code} ${result.detail}`);
  return result;
};

const placementsOf = async (table: TestTable['table']): Promise<string[]> => {
  const found = await Promise.all(
    [0, 1, 2, 3].map((shard) =>
      table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: 'byDue',
          KeyConditionExpression: 'duePk = :due',
          ExpressionAttributeValues: { ':due': `DUE#placement#${shard}` },
        }),
      ),
    ),
  );
  return found.flatMap(({ Items = [] }) => Items.map(({ pk }) => (pk as string).slice('ORDER#'.length)));
};

describe('taking an order in', () => {
  it('reserves the demand of all lines of a SKU as one', async () => {
    const [sku = ''] = await stocked(1, 5);
    const wanted = placeOrderSchema.parse(
      anOrderRequest([
        { sku, quantity: 3 },
        { sku, quantity: 3 },
      ]),
    );
    expect(await take(wanted)).toMatchObject({
      code: 'insufficient_stock',
      extra: { shortages: [{ sku, requested: 6, available: 5 }] },
    });
    expect(await reservedOf([sku])).toBe(0);
  });

  it('makes one customer of two first orders that come at once', async () => {
    const [sku = ''] = await stocked(1, 10);
    const customer = { name: 'Ada', email: `ada-${unique()}@example.com` };
    const orders = await Promise.all(Array.from({ length: 6 }, () => taken(command([sku], { customer }))));
    expect(new Set(orders.map(({ order }) => order.head.customerId)).size).toBe(1);
    expect(new Set(orders.map(({ order }) => order.head.id)).size).toBe(6);
  });

  it('finds the order again by its external id, and refuses other words under it', async () => {
    const [sku = ''] = await stocked(1, 10);
    const wanted = command([sku], { channel: 'generic', shopId: 'shop-1', externalId: `X-${unique()}` });
    const first = await taken(wanted);
    expect(await taken(wanted)).toMatchObject({
      repeated: true,
      order: { head: { id: first.order.head.id } },
    });
    expect(await take({ ...wanted, buyerNote: 'other' })).toMatchObject({
      code: 'external_id_conflict',
      extra: { orderId: first.order.head.id },
    });
    expect(await reservedOf([sku])).toBe(1);
  });
});

describe('an order larger than a transaction', () => {
  it('is placed whole, and read whole', async () => {
    const skus = await stocked(130, 3);
    const { order } = await taken(command(skus));
    const read = await loadOrder(test.table, order.head.id);
    if (isProblem(read)) throw new Error(read.code);
    expect(read.lines).toHaveLength(130);
    expect(read.reservations.flatMap(({ units }) => units)).toHaveLength(130);
    expect(await reservedOf(skus)).toBe(130);
    expect(await placementsOf(test.table)).not.toContain(order.head.id);
  });

  it('gives everything back when its stock is taken in between', async () => {
    const skus = await stocked(130, 1);
    const results = await Promise.all([take(command(skus)), take(command(skus)), take(command(skus))]);
    expect(results.filter((result) => !isProblem(result))).toHaveLength(1);
    expect(results.filter(isProblem).map(({ code }) => code)).toEqual([
      'insufficient_stock',
      'insufficient_stock',
    ]);
    expect(await reservedOf(skus)).toBe(130);
  }, 30_000);

  it('is seen by nobody and undone by the sweep when the process dies in the middle', async () => {
    const skus = await stocked(130, 1);
    const externalId = `X-${unique()}`;
    // The third transaction never returns: to everybody else this process is dead.
    let left = 3;
    const dying: Deps = {
      ...deps,
      table: {
        ...test.table,
        client: new Proxy(test.table.client, {
          get: (client, name) =>
            name === 'send'
              ? (sent: object) =>
                  sent.constructor.name === 'TransactWriteCommand' && --left < 0
                    ? new Promise(() => undefined)
                    : client.send(sent as never)
              : Reflect.get(client, name),
        }),
      },
    };
    void take(command(skus, { channel: 'generic', externalId }), dying);
    let open: string[] = [];
    for (let poll = 0; poll < 200 && left >= 0; poll++)
      await new Promise((resolve) => setTimeout(resolve, 25));
    open = await placementsOf(test.table);
    expect(open).toHaveLength(1);
    const [orderId = ''] = open;
    expect(await reservedOf(skus)).toBeGreaterThan(0);
    expect(await loadOrder(test.table, orderId)).toMatchObject({ code: 'not_found' });

    await undoPlacement(deps, orderId, new Date().toISOString());
    expect(await placementsOf(test.table)).toHaveLength(1);
    const later = new Date(Date.now() + 600_000).toISOString();
    await undoPlacement(deps, orderId, later);
    await undoPlacement(deps, orderId, later);
    expect(await reservedOf(skus)).toBe(0);
    expect(await placementsOf(test.table)).toEqual([]);
    expect(await findByExternal(test.table, externalId, 'generic')).toEqual([]);
    expect(isProblem(await take(command(skus, { channel: 'generic', externalId })))).toBe(false);
  }, 30_000);
});

describe('a channel’s events in any order', () => {
  const deliver = (body: unknown) =>
    applyChannelEvent(deps, {
      id: unique(),
      sender: 'channels/generic/shop-1',
      body,
      receivedAt: new Date().toISOString(),
    });
  const found = async (externalId: string) =>
    (await findByExternal(test.table, externalId, 'generic')).map(({ stage }) => stage);

  it.each([
    [['created', 'paid'], ['ready_unprocessed'], 1],
    [['paid', 'created'], ['ready_unprocessed'], 1],
    [['created', 'cancelled'], ['cancelled'], 0],
    [['cancelled', 'created'], ['cancelled'], 0],
    [['cancelled', 'paid', 'created'], ['cancelled'], 0],
    [['paid', 'cancelled'], [], 0],
  ] as const)('%j with nothing but the id in the later news', async (events, stages, reserved) => {
    const [sku = ''] = await stocked(1, 5);
    const externalId = `X-${unique()}`;
    for (const event of events)
      await deliver(
        aChannelEvent(
          event,
          event === 'created' ? aChannelOrder(externalId, [{ sku, quantity: 1 }]) : { externalId },
        ),
      );
    expect(await found(externalId)).toEqual(stages);
    expect(await reservedOf([sku])).toBe(reserved);
  });

  it('all at once make one order', async () => {
    const [sku = ''] = await stocked(1, 5);
    const externalId = `X-${unique()}`;
    const order = aChannelOrder(externalId, [{ sku, quantity: 1 }]);
    await Promise.all([
      ...Array.from({ length: 4 }, () => deliver(aChannelEvent('created', order))),
      ...Array.from({ length: 4 }, () => deliver(aChannelEvent('paid', { ...order, paid: true }))),
    ]);
    expect(await found(externalId)).toEqual(['ready_unprocessed']);
    expect(await reservedOf([sku])).toBe(1);
  });
});
