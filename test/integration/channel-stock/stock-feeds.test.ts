import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { handler as putLocation } from '../../../functions/locations/put-location.ts';
import { publicLookup } from '../../../shared/channel-stock/effects/call-shop.ts';
import { aLocation } from '../../builders/a-product.ts';
import { callHandler } from '../../harness/call-handler.ts';
import { type ListeningShop, startListeningShop } from '../../harness/listening-shop.ts';
import { putProducts } from '../../harness/put-products.ts';
import { openStockChannel, SECRET, type StockChannel } from './stock-channel.ts';

let channel: StockChannel;
let shop: ListeningShop;
beforeAll(async () => {
  channel = await openStockChannel();
}, 60_000);
afterAll(() => channel?.close());
beforeEach(async () => {
  channel.queue.length = 0;
  shop = await startListeningShop(SECRET);
});
afterEach(() => shop.close());

const number = (sku: string) => shop.numbers.get(sku)?.available;
const follow = async (settings: Record<string, unknown> = {}) => {
  const { status, body } = await channel.put({ url: shop.url, ...settings });
  expect([status, body.code]).toEqual([expect.any(Number), undefined]);
  expect(await channel.workAll()).toEqual([]);
};
const availableOf = async (sku: string) => Number((await channel.inventory(sku)).available);

describe('spot-stock-changes and tell-shops-stock: a change of stock', () => {
  it('wakes nobody and writes nothing where no shop is told of stock', async () => {
    await channel.stocked('NOBODY', 5);
    await channel.stream(['NOBODY']);
    expect(channel.queue).toEqual([]);
  });

  it('is told with the shop’s own buffer and share', async () => {
    await channel.stocked('LAMP', 10);
    await follow({ skus: ['LAMP'], buffer: 3, share: 50 });
    expect(number('LAMP')).toBe(3);
    await follow({ skus: ['LAMP'] });
    expect(number('LAMP')).toBe(10);
    await channel.reserve('LAMP', 4);
    await channel.stream(['LAMP']);
    expect(await channel.workAll()).toEqual([]);
    expect(number('LAMP')).toBe(6);
    expect(shop.unsigned).toEqual([]);
    expect(await channel.health()).toMatchObject({
      status: 'ok',
      failures: 0,
      lastPushAt: expect.any(String),
    });
  });

  it('that comes a hundred times at once is told a few times, the last number right', async () => {
    await channel.stocked('HOT', 200);
    await follow({ skus: ['HOT'] });
    shop.forget();
    for (let batch = 0; batch < 4; batch++) {
      await Promise.all(Array.from({ length: 25 }, () => channel.reserve('HOT')));
      await channel.stream(Array.from({ length: 25 }, () => 'HOT'));
    }
    expect(channel.queue).toHaveLength(4);
    await channel.workAll();
    expect(shop.pushes).toHaveLength(1);
    expect(number('HOT')).toBe(await availableOf('HOT'));
  });

  it('that leaves available as it is, such as goods going out, is not told', async () => {
    await channel.stocked('STILL', 5);
    await channel.reserve('STILL', 2);
    await follow({ skus: ['STILL'] });
    shop.forget();
    await channel.issue('STILL', 2);
    await channel.stream(['STILL']);
    await channel.workAll();
    expect(shop.calls()).toBe(0);
  });

  it('is not told of SKUs the shop does not sell, nor to a shop that is not active', async () => {
    await channel.stocked('MINE', 5);
    await channel.stocked('OTHER', 5);
    await follow({ skus: ['MINE'] });
    shop.forget();
    await channel.stream(['OTHER']);
    await channel.workAll();
    await follow({ skus: ['MINE'], active: false });
    await channel.reserve('MINE');
    await channel.stream(['MINE']);
    expect(channel.queue).toEqual([]);
    expect(shop.calls()).toBe(0);
  });

  it('of a location that closes takes its units from the shop, and gives them back', async () => {
    await channel.stocked('FAR', 5);
    await channel.receive('FAR', 2, { locationId: 'store' });
    await follow({ skus: ['FAR'] });
    expect(number('FAR')).toBe(7);
    for (const [active, left] of [
      [false, 5],
      [true, 7],
    ] as const) {
      await callHandler(putLocation, { params: { id: 'store' }, body: aLocation({ active }) });
      await channel.closed();
      await channel.workAll();
      expect(number('FAR')).toBe(left);
    }
  });
});

describe('the newest number wins', () => {
  it('whichever message comes last, and however often', async () => {
    await channel.stocked('LATE', 50);
    await follow({ skus: ['LATE'] });
    const messages = [];
    for (let at = 0; at < 5; at++) {
      await channel.reserve('LATE');
      await channel.stream(['LATE']);
      messages.push(...channel.queue.splice(0));
    }
    for (const message of [...messages].reverse()) {
      expect(await channel.work([message, message])).toEqual([]);
      expect(number('LATE')).toBe(45);
    }
  });

  it('when an older push reaches the shop after it', async () => {
    await channel.stocked('SLOW', 50);
    await follow({ skus: ['SLOW'] });
    shop.forget();
    await channel.reserve('SLOW');
    await channel.stream(['SLOW']);
    shop.feel('wait');
    const older = channel.work(channel.queue.splice(0));
    while (shop.waiting.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    shop.feel('well');
    await channel.reserve('SLOW');
    await channel.stream(['SLOW']);
    expect(await channel.work(channel.queue.splice(0))).toEqual([]);
    expect(number('SLOW')).toBe(48);
    for (const goOn of shop.waiting.splice(0)) goOn();
    expect(await older).toEqual([]);
    expect(shop.pushes.map(({ items }) => items[0]?.available)).toEqual([48, 49]);
    expect(number('SLOW')).toBe(48);
  });

  it('with several workers at once while buyers buy; no number was ever above what there was', async () => {
    await channel.stocked('RACE', 300);
    await follow({ skus: ['RACE'] });
    shop.forget();
    let left = 300;
    const told: { available: number; before: number }[] = [];
    for (let round = 0; round < 8; round++) {
      const before = left;
      await Promise.all([
        ...Array.from({ length: 6 }, () => channel.reserve('RACE')),
        ...Array.from({ length: 3 }, async () => {
          await channel.stream(['RACE']);
          const back = await channel.work(channel.queue.splice(0));
          channel.queue.push(...back);
        }),
      ]);
      left -= 6;
      for (const { items } of shop.pushes.splice(0))
        for (const { available } of items) told.push({ available, before });
    }
    await channel.stream(['RACE']);
    await channel.workAll();
    expect(number('RACE')).toBe(await availableOf('RACE'));
    expect(told.filter(({ available, before }) => available > before)).toEqual([]);
  });
});

describe('resync-stock-feed: telling everything', () => {
  it('goes through all products in parts, once each, however often a part comes', async () => {
    const skus = Array.from({ length: 230 }, (_, at) => `MANY-${String(at).padStart(3, '0')}`);
    await putProducts(channel.table, skus);
    await channel.put({ url: shop.url });
    const parts: string[] = [];
    while (channel.queue.length > 0) {
      const messages = channel.queue.splice(0);
      parts.push(...messages.map(({ body }) => JSON.parse(body).kind));
      expect(await channel.work(messages)).toEqual([]);
      expect(await channel.work(messages.filter(({ body }) => !body.includes('begin')))).toEqual([]);
    }
    expect(skus.filter((sku) => number(sku) !== 0)).toEqual([]);
    expect(parts.filter((kind) => kind === 'round').length).toBeLessThanOrEqual(4);
    expect(await channel.health()).toMatchObject({ status: 'ok' });
    expect(Math.max(...shop.pushes.map(({ items }) => items.length))).toBeLessThanOrEqual(100);
    const calls = shop.calls();
    expect((await channel.resync()).status).toBe(202);
    await channel.workAll();
    expect(shop.calls()).toBe(calls);
  });

  it('repeats what a shop has lost, if it is asked for', async () => {
    await channel.stocked('LOST', 4);
    await follow({ skus: ['LOST'] });
    shop.forget();
    expect((await channel.resync({ all: true })).status).toBe(202);
    await channel.workAll();
    expect(number('LOST')).toBe(4);
  });

  it('is refused where nobody is told', async () => {
    expect((await channel.resync({}, 'nobody')).status).toBe(404);
    expect((await channel.get('nobody')).status).toBe(404);
    await channel.put({ url: shop.url, active: false }, 'asleep');
    expect(await channel.resync({}, 'asleep')).toMatchObject({
      status: 409,
      body: { code: 'stock_feed_inactive' },
    });
  });
});

describe('put-stock-feed and get-stock-feed: settings', () => {
  it('are versioned, and refuse addresses inside our own network', async () => {
    const first = await channel.put({ url: 'https://shop.example.com/stock', active: false }, 'settings');
    expect([first.status, first.headers.etag]).toEqual([201, '"1"']);
    expect(first.body).toMatchObject({ buffer: 0, share: 100, version: 1, health: { status: 'ok' } });
    const stale = await channel.put({ url: 'https://shop.example.com/2' }, 'settings', { 'if-match': '"7"' });
    expect(stale.status).toBe(412);
    const inside = await channel.put({ url: 'https://169.254.169.254/' }, 'settings');
    expect(inside).toMatchObject({ status: 422, body: { errors: [{ path: '/url' }] } });
    const found = await new Promise((resolve) => publicLookup('localhost', { all: true }, resolve));
    expect(String(found)).toContain('does not lead to a public address');
  });
});

describe('the proof of the whole table', () => {
  it('finds nothing wrong, and sees what cannot be', async () => {
    expect(await channel.wrong()).toEqual([]);
    const Item = { pk: 'STOCK_FEED#generic/odd', sk: 'SKU#A', sku: 'A', available: 1, seq: 4, arrived: 5 };
    await channel.table.client.send(new PutCommand({ TableName: channel.table.name, Item }));
    expect(await channel.wrong()).toEqual([
      'STOCK_FEED#generic/odd SKU#A: 5 arrived, 4 was the last that was sent',
    ]);
  });
});
