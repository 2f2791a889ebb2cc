import { aChannelEvent, aChannelOrder, anOrderRequest, unique } from '../builders/an-order-request.ts';
import { type Reply, until } from '../harness/client.ts';
import { OPEN_MS, openCloud, type TestCloud } from '../harness/cloud.ts';
import { openShop, placeOrder, skuOf, stockOf, type TestShop } from '../harness/shop.ts';

const TIMES = 20;
const twenty = (call: () => Promise<Reply>): Promise<Reply[]> =>
  Promise.all(Array.from({ length: TIMES }, call));
const distinct = (values: readonly unknown[]): number => new Set(values).size;
const statusesOf = (replies: readonly Reply[]) => replies.map(({ status }) => status).sort();

describe('an order that is sent more than once', () => {
  let cloud: TestCloud;
  let shop: TestShop;

  beforeAll(async () => {
    cloud = await openCloud();
    shop = await openShop(cloud, [1000]);
  }, OPEN_MS);
  afterAll(() => cloud?.close());

  const body = (change: Record<string, unknown> = {}) =>
    anOrderRequest([{ sku: skuOf(shop), quantity: 1 }], change);
  const post = (order: unknown, headers: Record<string, string> = {}) =>
    cloud.api('POST', '/v1/orders', order, { headers });

  it('twenty times at once with one key, is one order and twenty equal answers', async () => {
    const order = body();
    const before = await stockOf(cloud, skuOf(shop));
    const headers = { 'idempotency-key': unique() };
    const replies = await twenty(() => post(order, headers));
    expect(statusesOf(replies)).toEqual(Array(TIMES).fill(201));
    expect(distinct(replies.map(({ text }) => text))).toBe(1);
    expect(replies.filter((reply) => reply.headers['idempotent-replayed'] === 'true')).toHaveLength(
      TIMES - 1,
    );
    const after = await stockOf(cloud, skuOf(shop));
    expect(after.reserved).toBe((before.reserved ?? 0) + 1);
  });

  it('with a key and an external id, gets the first answer again, not another', async () => {
    const order = body({ externalId: `ext-${unique()}` });
    const headers = { 'idempotency-key': unique() };
    const replies = await twenty(() => post(order, headers));
    expect(statusesOf(replies)).toEqual(Array(TIMES).fill(201));
    expect(distinct(replies.map(({ text }) => text))).toBe(1);
  });

  it('with the key of another order, is refused', async () => {
    const headers = { 'idempotency-key': unique() };
    expect((await post(body(), headers)).status).toBe(201);
    const other = await post(body(), headers);
    expect(other.status).toBe(422);
    expect(other.json.code).toBe('idempotency_key_reused');
  });

  it('twenty times at once with one external id and different keys, is one order', async () => {
    const order = body({ shopId: 'shop-1', externalId: `ext-${unique()}` });
    const replies = await twenty(() => post(order));
    expect(statusesOf(replies)).toEqual([...Array(TIMES - 1).fill(200), 201]);
    expect(distinct(replies.map(({ json }) => json.id))).toBe(1);
    const replayed = replies.filter((reply) => reply.headers['idempotent-replayed'] === 'true');
    expect(replayed).toHaveLength(TIMES - 1);
    expect(replayed.every(({ status }) => status === 200)).toBe(true);
  });

  it('with a known external id and other words, is refused with the id of the order there is', async () => {
    const order = body({ externalId: `ext-${unique()}` });
    const first = await post(order);
    const other = await post({ ...order, buyerNote: 'Ring twice' });
    expect(other.status).toBe(409);
    expect(other.json).toMatchObject({ code: 'external_id_conflict', orderId: first.json.id });
  });

  it('with one external id in two shops, is two orders', async () => {
    const externalId = `ext-${unique()}`;
    const [one, two] = await Promise.all([
      post(body({ externalId, shopId: 'shop-1' })),
      post(body({ externalId, shopId: 'shop-2' })),
    ]);
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(one.json.id).not.toBe(two.json.id);
  });

  it('by a channel, twenty times at once under one delivery id, is accepted each time and placed once', async () => {
    const externalId = `ext-${unique()}`;
    const event = aChannelEvent('created', aChannelOrder(externalId, [{ sku: skuOf(shop), quantity: 1 }]));
    const before = await stockOf(cloud, skuOf(shop));
    const replies = await twenty(() => cloud.hook('/v1/webhooks/channels/generic/shop-1', event));
    expect(statusesOf(replies)).toEqual(Array(TIMES).fill(202));
    expect(replies.filter(({ json }) => json.duplicate !== true)).toHaveLength(1);
    const [found] = await until('the order of the channel', async () => {
      const { json } = await cloud.api('GET', `/v1/orders?channel=generic&externalId=${externalId}`);
      return json.items?.length > 0 && json.items;
    });
    expect(found.externalId).toBe(externalId);
    const after = await stockOf(cloud, skuOf(shop));
    expect(after.reserved).toBe((before.reserved ?? 0) + 1);
  });

  it('a payment, opened twenty times at once with one key, is one payment', async () => {
    const order = await placeOrder(cloud, shop);
    const headers = { 'idempotency-key': unique() };
    const replies = await twenty(() =>
      cloud.api('POST', `/v1/orders/${order.id}/payments`, { method: 'card' }, { headers }),
    );
    expect(statusesOf(replies)).toEqual(Array(TIMES).fill(201));
    expect(distinct(replies.map(({ text }) => text))).toBe(1);
    const { json } = await cloud.api('GET', `/v1/orders/${order.id}`);
    expect(json.payments).toHaveLength(1);
  });
});

describe('the control: twenty orders without any key', () => {
  it(
    'are twenty orders, so that the tests above can fail',
    async () => {
      const cloud = await openCloud();
      const shop = await openShop(cloud, [TIMES]);
      const order = anOrderRequest([{ sku: skuOf(shop), quantity: 1 }]);
      const token = await cloud.tokenOf({});
      const replies = await twenty(() =>
        cloud.raw({
          method: 'POST',
          path: '/v1/orders',
          body: JSON.stringify(order),
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        }),
      );
      expect(distinct(replies.map(({ json }) => json.id))).toBe(TIMES);
      expect((await stockOf(cloud, skuOf(shop))).reserved).toBe(TIMES);
      cloud.close();
    },
    OPEN_MS,
  );
});
