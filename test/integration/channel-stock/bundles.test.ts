import { type ListeningShop, startListeningShop } from '../../harness/listening-shop.ts';
import { openStockChannel, SECRET, type StockChannel } from './stock-channel.ts';

let channel: StockChannel;
let shop: ListeningShop;

beforeAll(async () => {
  channel = await openStockChannel();
  shop = await startListeningShop(SECRET);
}, 60_000);
afterAll(async () => {
  await shop?.close();
  await channel?.close();
});

const number = (sku: string) => shop.numbers.get(sku)?.available;
const told = async (...skus: string[]): Promise<void> => {
  await channel.stream(skus);
  expect(await channel.workAll()).toEqual([]);
};

describe('what shops are told of bundles', () => {
  it('is how many their parts make, and follows every part', async () => {
    await channel.stocked('CUP', 7);
    await channel.stocked('POT', 9);
    const components = [
      { sku: 'CUP', quantity: 2 },
      { sku: 'POT', quantity: 1 },
    ];
    await channel.product('SET', { components });
    // This shop sells the bundle alone.
    await channel.put({ url: shop.url, skus: ['SET'], buffer: 1 });
    expect(await channel.workAll()).toEqual([]);
    expect(number('SET')).toBe(2);
    await channel.reserve('CUP', 4);
    await told('CUP');
    expect([number('SET'), number('CUP')]).toEqual([0, undefined]);
    await channel.receive('CUP', 100);
    await told('CUP');
    expect(number('SET')).toBe(8);
    await channel.product('POT', { active: false });
    await told('POT');
    expect(number('SET')).toBe(0);
  });

  it('goes on with the next message where a part is in very many bundles', async () => {
    await channel.stocked('BOX', 5);
    const bundles = Array.from({ length: 120 }, (_, at) => `GIFT-${String(at).padStart(3, '0')}`);
    for (const sku of bundles) await channel.product(sku, { components: [{ sku: 'BOX', quantity: 1 }] });
    await channel.put({ url: shop.url });
    expect(await channel.workAll()).toEqual([]);
    await channel.reserve('BOX', 2);
    await told('BOX');
    expect(['BOX', ...bundles].map(number)).toEqual(Array.from({ length: 121 }, () => 3));
  });
});
