import { anOrderRequest } from '../builders/an-order-request.ts';
import type { Reply } from '../harness/client.ts';
import { OPEN_MS, openCloud, type TestCloud } from '../harness/cloud.ts';
import { type Contents, contentsOf, settled } from '../harness/contents.ts';
import { openShop, placeOrder, skuOf, stockOf } from '../harness/shop.ts';

type Line = { sku: string; quantity: number };

const many = <T>(count: number, make: (at: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, at) => make(at)));

const grownBy = (before: Contents, after: Contents): Contents =>
  Object.fromEntries(
    Object.entries(after).flatMap(([kind, count]) => {
      const more = count - (before[kind] ?? 0);
      return more === 0 ? [] : [[kind, more]];
    }),
  );

describe('goods that more buyers want than there are', () => {
  let cloud: TestCloud;

  beforeAll(async () => {
    cloud = await openCloud();
  }, OPEN_MS);
  afterAll(() => cloud?.close());

  const buy = (lines: readonly Line[]): Promise<Reply> =>
    cloud.api('POST', '/v1/orders', anOrderRequest(lines));
  const placed = (replies: readonly Reply[]) => replies.filter(({ status }) => status === 201);
  const refused = (replies: readonly Reply[]) =>
    replies.filter(({ status, json }) => status === 409 && json.code === 'insufficient_stock');

  it('are sold to 100 of 500 buyers at once; the 400 others are told, and leave nothing behind', async () => {
    const shop = await openShop(cloud, [101]);
    const sku = skuOf(shop);
    const empty = await settled(cloud);
    await placeOrder(cloud, shop);
    const before = await settled(cloud);
    const ofOneOrder = grownBy(empty, before);
    const replies = await many(500, () => buy([{ sku, quantity: 1 }]));
    expect(placed(replies)).toHaveLength(100);
    expect(refused(replies)).toHaveLength(400);
    const shortage = { sku, requested: 1, available: 0 };
    expect(refused(replies).every(({ json }) => json.shortages[0].sku === sku)).toBe(true);
    expect(refused(replies).at(-1)?.json.shortages[0]).toMatchObject(shortage);
    expect(await stockOf(cloud, sku)).toMatchObject({ onHand: 101, reserved: 101, available: 0 });
    // What is kept for the product, such as how it is sold, is there since the first order.
    const ofOrders = Object.entries(ofOneOrder).filter(([kind]) => !kind.startsWith('SKU/'));
    const ofAllOrders = Object.fromEntries(ofOrders.map(([kind, n]) => [kind, n * 100]));
    expect(grownBy(before, await settled(cloud))).toEqual(ofAllOrders);
  }, 120_000);

  it('are counted over all lines of an order that name the same product', async () => {
    const sku = skuOf(await openShop(cloud, [10]));
    const three = { sku, quantity: 3 };
    const before = await contentsOf(cloud);
    const asked = await buy([three, three, three, three]);
    expect(asked.status).toBe(409);
    expect(asked.json.shortages).toEqual([expect.objectContaining({ sku, requested: 12, available: 10 })]);
    expect(await contentsOf(cloud)).toEqual(before);
    const replies = await many(20, () => buy([three, { sku, quantity: 1 }]));
    expect(placed(replies)).toHaveLength(2);
    expect(refused(replies)).toHaveLength(18);
    expect((await stockOf(cloud, sku)).reserved).toBe(8);
  });

  it('are sold whole order by whole order when orders share products in any order, without a standstill', async () => {
    const { skus } = await openShop(cloud, [20, 20, 20]);
    const lineOf = (at: number): Line => ({ sku: skus[at % 3] ?? '', quantity: 1 });
    const replies = await many(60, (at) =>
      buy(at % 2 ? [lineOf(at), lineOf(at + 1)] : [lineOf(at + 1), lineOf(at)]),
    );
    expect(placed(replies).length + refused(replies).length).toBe(60);
    const reserved = await Promise.all(skus.map(async (sku) => (await stockOf(cloud, sku)).reserved ?? 0));
    expect(reserved.every((units) => units <= 20)).toBe(true);
    expect(reserved.reduce((sum, units) => sum + units, 0)).toBe(2 * placed(replies).length);
    expect(placed(replies).length).toBeGreaterThanOrEqual(20);
  });

  it('never go below the safety stock, from a hot product’s many rows either', async () => {
    const shop = await openShop(cloud, [40], { safetyStock: 10, stockShards: 4 });
    const sku = skuOf(shop);
    const replies = await many(50, () => buy([{ sku, quantity: 1 }]));
    expect(placed(replies)).toHaveLength(30);
    expect(await stockOf(cloud, sku)).toMatchObject({ onHand: 40, reserved: 30, available: 0 });
  });

  it('are never corrected away from under an order that is being placed', async () => {
    const shop = await openShop(cloud, [20]);
    const sku = skuOf(shop);
    const correction = { locationId: shop.locationId, sku, delta: -1, reason: 'broken' };
    const [orders, corrections] = await Promise.all([
      many(20, () => buy([{ sku, quantity: 1 }])),
      many(10, () => cloud.api('POST', '/v1/inventory/adjustments', correction)),
    ]);
    const stock = await stockOf(cloud, sku);
    expect(stock.reserved).toBe(placed(orders).length);
    expect(stock.onHand).toBe(20 - placed(corrections).length);
    expect(stock.available).toBe((stock.onHand ?? 0) - (stock.reserved ?? 0));
    expect(stock.available).toBe(0);
  });
});
