import { anOrderRequest, unique } from '../../builders/an-order-request.ts';
import { type OwnCloud, startOwnCloud } from '../../harness/cloud.ts';
import { contentsOf, settled } from '../../harness/contents.ts';
import { openShop, stockOf, type TestShop } from '../../harness/shop.ts';
import { type AnyOrder, payOrder, readOrder, runSweep, shipOrder } from '../../harness/steps.ts';
import { whatIsWrong } from '../../harness/verified.ts';

const LINES = 1000;
const LONG_MS = 150_000;

describe('an order of a thousand lines', () => {
  let cloud: OwnCloud;
  let shop: TestShop;

  beforeAll(async () => {
    cloud = await startOwnCloud('memory', 'hosted');
    // One of the products is short: there are two units of it, and of the others four.
    shop = await openShop(
      cloud,
      Array.from({ length: LINES }, (_, at) => (at === 777 ? 2 : 4)),
    );
  }, LONG_MS);
  afterAll(async () => {
    expect(await whatIsWrong(cloud)).toEqual([]);
    await cloud.process.stop();
    cloud.close();
  }, LONG_MS);

  const request = (quantity = 1, change: Record<string, unknown> = {}) =>
    anOrderRequest(
      shop.skus.map((sku) => ({ sku, quantity })),
      change,
    );
  const place = (order: unknown, headers: Record<string, string> = {}) =>
    cloud.api('POST', '/v1/orders', order, { headers });
  /** The first, the short and the last product's figures: they stand for all, which verification adds up. */
  const figures = async () =>
    Promise.all([0, 777, 999].map(async (at) => (await stockOf(cloud, shop.skus[at] ?? '')).reserved));
  const stepsLeft = async () => (await contentsOf(cloud))['ORDER/PLACEMENT'] ?? 0;

  it('of which one is short is refused, says which, and takes nothing', async () => {
    const before = await contentsOf(cloud);
    const reply = await place(request(3));
    expect([reply.status, reply.json.code]).toEqual([409, 'insufficient_stock']);
    expect(reply.json.shortages).toEqual([
      expect.objectContaining({ sku: shop.skus[777], requested: 3, available: 2 }),
    ]);
    expect(await contentsOf(cloud)).toEqual(before);
  });

  it(
    'is placed in one call, whole, and once by six calls at once',
    async () => {
      const order = request();
      const headers = { 'idempotency-key': unique() };
      const replies = await Promise.all(Array.from({ length: 6 }, () => place(order, headers)));
      const busy = replies.filter(({ status }) => status === 503);
      const answered = replies.filter(({ status }) => status === 201);
      expect(answered.length + busy.length).toBe(6);
      expect(new Set(answered.map(({ text }) => text)).size).toBe(1);
      expect(answered[0]?.json.lines).toHaveLength(LINES);
      expect(await figures()).toEqual([1, 1, 1]);
      expect(await stepsLeft()).toBe(0);
      const again = await place(order, headers);
      expect([again.status, again.json.id]).toEqual([201, answered[0]?.json.id]);
      const cancelled = await cloud.api('POST', `/v1/orders/${again.json.id}/cancel`, { reason: 'too much' });
      expect(cancelled.json.status).toBe('cancelled');
      await settled(cloud);
      expect(await figures()).toEqual([0, 0, 0]);
    },
    LONG_MS,
  );

  it(
    'that two want at once while there is enough for one and a half goes to one, whole',
    async () => {
      const replies = await Promise.all([place(request(2)), place(request(2))]);
      expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
      await settled(cloud);
      expect(await figures()).toEqual([2, 2, 2]);
      expect(await stepsLeft()).toBe(0);
      const id = replies.find(({ status }) => status === 201)?.json.id;
      await cloud.api('POST', `/v1/orders/${id}/cancel`, { reason: 'too much' });
      await settled(cloud);
    },
    LONG_MS,
  );

  it(
    'that meets a busy table is placed whole or not at all, and a repeat with its key places it',
    async () => {
      const order = request(1, { externalId: `ext-${unique()}` });
      const headers = { 'idempotency-key': unique() };
      const fault = { service: 'dynamodb', operation: 'TransactWriteItems' };
      await cloud.local('POST', '/faults', { ...fault, kind: 'transactionConflict', rate: 0.3 });
      await cloud.local('POST', '/faults', { ...fault, kind: 'fail', rate: 0.1 });
      const first = await place(order, headers);
      await cloud.local('DELETE', '/faults');
      expect([201, 503]).toContain(first.status);
      await runSweep(cloud, 'undo-abandoned-placements', new Date(Date.now() + 600_000));
      await settled(cloud);
      expect(await figures()).toEqual(first.status === 201 ? [1, 1, 1] : [0, 0, 0]);
      const second = await place(order, headers);
      expect([second.status, second.json.lines?.length]).toEqual([201, LINES]);
      expect(await figures()).toEqual([1, 1, 1]);
    },
    LONG_MS,
  );

  it(
    'is paid, picked, packed and shipped, and its stock leaves',
    async () => {
      const { json } = await cloud.api(
        'GET',
        '/v1/orders?channel=storefront&stage=unconfirmed_unpaid&limit=1',
      );
      const summary = json.items.find(({ lineCount }: AnyOrder) => lineCount === LINES);
      const order = summary ? await readOrder(cloud, summary.id) : (await place(request())).json;
      const paid = await payOrder(cloud, order);
      if (paid.confirmation !== 'confirmed') await cloud.api('POST', `/v1/orders/${order.id}/approve`, {});
      await shipOrder(cloud, order.id);
      await settled(cloud);
      expect((await readOrder(cloud, order.id)).fulfilment).toBe('shipped');
      const { onHand } = await stockOf(cloud, shop.skus[0] ?? '');
      expect(onHand).toBe(3);
    },
    LONG_MS,
  );
});
