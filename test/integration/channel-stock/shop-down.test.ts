import { attemptBegins } from '../../../shared/channel-stock/effects/feed-state-store.ts';
import { type ListeningShop, startListeningShop } from '../../harness/listening-shop.ts';
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
const follow = async (settings: Record<string, unknown>) => {
  expect([200, 201]).toContain((await channel.put({ url: shop.url, ...settings })).status);
  expect(await channel.workAll()).toEqual([]);
};

describe('a shop that is down', () => {
  it.each(['down', 'hang up', 'redirect', 'lose the answer'] as const)(
    'or does worse (%s) is asked again, and has the right numbers in the end',
    async (mood) => {
      const sku = `DOWN ${mood}`;
      await channel.stocked(sku, 9);
      await follow({ skus: [sku] });
      shop.feel(mood);
      await channel.reserve(sku);
      await channel.stream([sku]);
      expect(await channel.work(channel.queue.splice(0))).toEqual([]);
      expect(channel.queue).toEqual([{ body: expect.stringContaining('retry'), delay: 1 }]);
      expect(await channel.health()).toMatchObject({ status: 'failing', failures: 1 });
      const calls = shop.calls();
      // What changes meanwhile does not knock at its door each time.
      await channel.reserve(sku);
      await channel.stream([sku]);
      const [retry] = channel.queue.splice(0, 1);
      await channel.workAll();
      expect(shop.calls()).toBe(calls);
      if (!retry) throw new Error('nobody tries again');
      await channel.work([retry]);
      expect(channel.queue).toEqual([{ body: retry.body, delay: 2 }]);
      expect(await channel.health()).toMatchObject({ failures: 2, lastError: expect.any(String) });
      shop.feel('well');
      // The same attempt twice at once is one attempt.
      expect(await channel.work([...channel.queue.splice(0), retry])).toEqual([]);
      expect(number(sku)).toBe(7);
      const health = await channel.health();
      expect(health).toMatchObject({ status: 'ok', failures: 0 });
      expect(health).not.toHaveProperty('failingSince');
    },
  );

  it('for long waits in the queue, where it is seen, until it is back', async () => {
    await channel.stocked('LONG', 9);
    await follow({ skus: ['LONG'] });
    shop.feel('down');
    await channel.reserve('LONG');
    await channel.stream(['LONG']);
    let back = await channel.workAll();
    expect(back).toHaveLength(1);
    expect(await channel.health()).toMatchObject({ status: 'failing', failures: 6 });
    back = await channel.work(back);
    expect(back).toHaveLength(1);
    shop.feel('well');
    expect(await channel.work(back)).toEqual([]);
    expect(number('LONG')).toBe(8);
  });

  it('does not keep other shops from being told', async () => {
    await channel.stocked('BOTH', 9);
    await follow({ skus: ['BOTH'] });
    // A shop without a secret cannot be told.
    expect((await channel.put({ url: shop.url, skus: ['BOTH'] }, 'shop-2')).status).toBe(201);
    await channel.work(channel.queue.splice(0));
    channel.queue.length = 0;
    await channel.reserve('BOTH');
    await channel.stream(['BOTH']);
    expect(await channel.work(channel.queue.splice(0, 1))).toEqual([]);
    expect(number('BOTH')).toBe(8);
    expect(await channel.health('shop-2')).toMatchObject({
      status: 'failing',
      lastError: 'There is no secret named stock-feeds/generic/shop-2.',
    });
    await channel.put({ url: shop.url, active: false }, 'shop-2');
  });

  it('is told all by whoever finds that an attempt, or its follower, was killed', async () => {
    await channel.stocked('KILLED', 9);
    await follow({ skus: ['KILLED'] });
    shop.feel('down');
    await channel.reserve('KILLED');
    await channel.stream(['KILLED']);
    await channel.work(channel.queue.splice(0));
    const retry = channel.queue.splice(0);
    shop.feel('well');
    // Killed after it took the attempt over: its message comes again.
    expect(await attemptBegins(channel.table, { channel: 'generic', shopId: 'shop-1' }, 'RUN')).toBe(true);
    expect(await channel.work(retry)).toEqual([]);
    expect(number('KILLED')).toBe(8);
    expect(await channel.health()).toMatchObject({ status: 'ok' });
  });

  it('is tried by the part of a round that failed, when that comes again', async () => {
    await channel.stocked('PART', 9);
    await follow({ skus: ['PART'] });
    shop.feel('down');
    await channel.reserve('PART');
    await channel.stream(['PART']);
    await channel.work(channel.queue.splice(0));
    // Its follower was lost.
    channel.queue.length = 0;
    shop.feel('well');
    const body = JSON.stringify({
      kind: 'round',
      channel: 'generic',
      shopId: 'shop-1',
      run: 'GONE',
      part: 3,
      after: 'A',
    });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await channel.work([{ body, delay: 0 }]);
    expect(number('PART')).toBe(8);
  });
});
