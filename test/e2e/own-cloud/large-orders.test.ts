import { anOrderRequest, unique } from '../../builders/an-order-request.ts';
import { OPEN_MS, type OwnCloud, startOwnCloud } from '../../harness/cloud.ts';
import { contentsOf, settled } from '../../harness/contents.ts';
import { openShop, stockOf, type TestShop } from '../../harness/shop.ts';
import { payOrder, readOrder, runSweep, shipOrder } from '../../harness/steps.ts';
import { whatIsWrong } from '../../harness/verified.ts';

const LINES = 1000;
/** So many are placed in steps as well: what does not depend on how many steps there are is shown with them. */
const MANY = { from: 600, to: 850 };
const LONG_MS = 150_000;
/** What follows from so large an order takes a busy machine its time; noting how each of its goods is sold, most of all. */
const BUSY = { limitMs: 90_000, notFor: 'habits' };

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
  }, OPEN_MS);
  afterAll(async () => {
    await cloud?.process.stop();
    cloud?.close();
  }, LONG_MS);

  const requestOf = (skus: readonly string[], quantity = 1, change: Record<string, unknown> = {}) =>
    anOrderRequest(
      skus.map((sku) => ({ sku, quantity })),
      change,
    );
  const many = () => shop.skus.slice(MANY.from, MANY.to);
  const place = (order: unknown, headers: Record<string, string> = {}) =>
    cloud.api('POST', '/v1/orders', order, { headers });
  /** The first, the short and the last product's figures: they stand for all, which verification adds up. */
  const figures = async (first: number, last: number) =>
    Promise.all([first, 777, last].map(async (at) => (await stockOf(cloud, shop.skus[at] ?? '')).reserved));
  const figuresOfMany = () => figures(MANY.from, MANY.to - 1);
  const cancel = async (id: string): Promise<void> => {
    const cancelled = await cloud.api('POST', `/v1/orders/${id}/cancel`, { reason: 'too much' });
    expect(cancelled.json.status).toBe('cancelled');
    await settled(cloud, BUSY);
  };
  const stepsLeft = async () => (await contentsOf(cloud))['ORDER/PLACEMENT'] ?? 0;

  it('of which one is short is refused, says which, and takes nothing', async () => {
    const before = await contentsOf(cloud);
    const reply = await place(requestOf(shop.skus, 3));
    expect([reply.status, reply.json.code]).toEqual([409, 'insufficient_stock']);
    expect(reply.json.shortages).toEqual([
      expect.objectContaining({ sku: shop.skus[777], requested: 3, available: 2 }),
    ]);
    expect(await contentsOf(cloud)).toEqual(before);
  });

  it(
    'is placed once by six calls at once',
    async () => {
      const order = requestOf(many());
      const headers = { 'idempotency-key': unique() };
      const replies = await Promise.all(Array.from({ length: 6 }, () => place(order, headers)));
      const busy = replies.filter(({ status }) => status === 503);
      const answered = replies.filter(({ status }) => status === 201);
      expect(answered.length + busy.length).toBe(6);
      expect(new Set(answered.map(({ text }) => text)).size).toBe(1);
      expect(await figuresOfMany()).toEqual([1, 1, 1]);
      expect(await stepsLeft()).toBe(0);
      const again = await place(order, headers);
      expect([again.status, again.json.id]).toEqual([201, answered[0]?.json.id]);
      await cancel(again.json.id);
      expect(await figuresOfMany()).toEqual([0, 0, 0]);
    },
    LONG_MS,
  );

  it(
    'that two want at once while there is enough for one and a half goes to one, whole',
    async () => {
      const replies = await Promise.all([place(requestOf(many(), 2)), place(requestOf(many(), 2))]);
      expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
      await settled(cloud, BUSY);
      expect(await figuresOfMany()).toEqual([2, 2, 2]);
      expect(await stepsLeft()).toBe(0);
      await cancel(replies.find(({ status }) => status === 201)?.json.id);
    },
    LONG_MS,
  );

  it(
    'that meets a busy table is placed whole or not at all, and a repeat with its key places it',
    async () => {
      const order = requestOf(many(), 1, { externalId: `ext-${unique()}` });
      const headers = { 'idempotency-key': unique() };
      const fault = { service: 'dynamodb', operation: 'TransactWriteItems' };
      await cloud.local('POST', '/faults', { ...fault, kind: 'transactionConflict', rate: 0.3 });
      await cloud.local('POST', '/faults', { ...fault, kind: 'fail', rate: 0.1 });
      const first = await place(order, headers);
      await cloud.local('DELETE', '/faults');
      expect([201, 503]).toContain(first.status);
      await runSweep(cloud, 'undo-abandoned-placements', new Date(Date.now() + 600_000));
      await settled(cloud, BUSY);
      expect(await figuresOfMany()).toEqual(first.status === 201 ? [1, 1, 1] : [0, 0, 0]);
      const second = await place(order, headers);
      expect([second.status, second.json.lines?.length]).toEqual([201, many().length]);
      expect(await figuresOfMany()).toEqual([1, 1, 1]);
      await cancel(second.json.id);
    },
    LONG_MS,
  );

  it(
    'is placed in one call, whole, is paid, picked, packed and shipped, and its stock leaves',
    async () => {
      const request = requestOf(shop.skus);
      const headers = { 'idempotency-key': unique() };
      const placed = await place(request, headers);
      expect([placed.status, placed.json.lines?.length]).toEqual([201, LINES]);
      expect((await place(request, headers)).text).toBe(placed.text);
      expect(await figures(0, LINES - 1)).toEqual([1, 1, 1]);
      expect(await stepsLeft()).toBe(0);
      const paid = await payOrder(cloud, placed.json);
      if (paid.confirmation !== 'confirmed')
        await cloud.api('POST', `/v1/orders/${placed.json.id}/approve`, {});
      await shipOrder(cloud, placed.json.id);
      await settled(cloud, BUSY);
      expect((await readOrder(cloud, placed.json.id)).fulfilment).toBe('shipped');
      const { onHand } = await stockOf(cloud, shop.skus[0] ?? '');
      expect(onHand).toBe(3);
      expect(await whatIsWrong(cloud, BUSY)).toEqual([]);
    },
    LONG_MS,
  );
});
