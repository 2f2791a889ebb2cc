import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { anOrderRequest, unique } from '../../builders/an-order-request.ts';
import type { Reply } from '../../harness/client.ts';
import { OPEN_MS, type OwnCloud, startOwnCloud } from '../../harness/cloud.ts';
import { deadLetters, settled } from '../../harness/contents.ts';
import { openShop, skuOf, stockOf, type TestShop } from '../../harness/shop.ts';
import { type AnyOrder, paymentNews, readOrder, runSweep, untilOrder } from '../../harness/steps.ts';
import { whatIsWrong } from '../../harness/verified.ts';

/** More stock rows than a transaction holds, so that the large order is placed in steps. */
const LARGE = 250;
const BUYERS = 30;
const LONG_MS = 240_000;
const REST = { limitMs: 60_000, notFor: 'notifications' };

const orNothing = (reply: Promise<Reply>): Promise<Reply | undefined> => reply.catch(() => undefined);

describe('a system that is killed while it works', () => {
  let dataDir: string;
  let cloud: OwnCloud;
  let shop: TestShop;
  let wide: TestShop;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'oms-killed-'));
    cloud = await startOwnCloud(dataDir);
    shop = await openShop(cloud, [10_000]);
    wide = await openShop(
      cloud,
      Array.from({ length: LARGE }, () => 100),
    );
  }, OPEN_MS);
  afterAll(async () => {
    await cloud?.process.kill();
    cloud?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  /** Buyers who order and pay, until nobody answers; answers what was promised to them. */
  const buy = async (promised: { orders: string[]; paid: string[] }): Promise<void> => {
    const placed = await orNothing(
      cloud.api('POST', '/v1/orders', anOrderRequest([{ sku: skuOf(shop), quantity: 1 }])),
    );
    if (placed?.status !== 201) return;
    promised.orders.push(placed.json.id);
    const payment = await orNothing(
      cloud.api('POST', `/v1/orders/${placed.json.id}/payments`, { method: 'card' }),
    );
    if (payment?.status !== 201) return;
    const told = await orNothing(cloud.hook('/v1/webhooks/payments/simulator', paymentNews(payment.json)));
    if (told?.status === 202) promised.paid.push(placed.json.id);
  };

  const restart = async (): Promise<void> => {
    await cloud.process.kill();
    cloud.close();
    cloud = await startOwnCloud(dataDir);
  };

  it.each([1, 2])(
    'keeps all it promised, places large orders whole or not at all, and finishes what it had begun (%i)',
    async () => {
      const promised = { orders: [] as string[], paid: [] as string[] };
      const before = await stockOf(cloud, wide.skus[0] ?? '');
      const externalId = `ext-${unique()}`;
      const large = anOrderRequest(
        wide.skus.map((sku) => ({ sku, quantity: 1 })),
        { externalId },
      );
      const buying = Array.from({ length: BUYERS }, () => buy(promised));
      const placing = orNothing(cloud.api('POST', '/v1/orders', large));
      await sleep(300 + Math.random() * 1500);
      await restart();
      await Promise.all(buying);
      const answered = await placing;

      const orders: AnyOrder[] = await Promise.all(promised.orders.map((id) => readOrder(cloud, id)));
      expect(orders).toHaveLength(promised.orders.length);
      for (const id of promised.paid)
        await untilOrder(
          cloud,
          id,
          'is paid and in the warehouse',
          ({ stage }) => stage === 'ready_processed',
        );

      await runSweep(cloud, 'undo-abandoned-placements', new Date(Date.now() + 600_000));
      await settled(cloud, REST);
      const { json } = await cloud.api('GET', `/v1/orders?channel=storefront&externalId=${externalId}`);
      const isThere = json.items.length === 1;
      if (answered?.status === 201) expect(isThere).toBe(true);
      if (isThere) expect(json.items[0].lineCount).toBe(LARGE);
      const reserved = await Promise.all([0, LARGE - 1].map((at) => stockOf(cloud, wide.skus[at] ?? '')));
      const expected = (before.reserved ?? 0) + (isThere ? 1 : 0);
      expect(reserved.map((stock) => stock.reserved)).toEqual([expected, expected]);
      expect(await whatIsWrong(cloud, REST)).toEqual([]);
      expect(await deadLetters(cloud)).toEqual({});
    },
    LONG_MS,
  );

  it('is told to go, and goes within ten seconds with what it was doing done', async () => {
    const placing = orNothing(
      cloud.api('POST', '/v1/orders', anOrderRequest([{ sku: skuOf(shop), quantity: 1 }])),
    );
    await sleep(50);
    const { code, ms } = await cloud.process.stop();
    expect(code).toBe(0);
    expect(ms).toBeLessThan(10_000);
    expect([201, undefined]).toContain((await placing)?.status);
  });
});
