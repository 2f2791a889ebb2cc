import { type Sale, simulateSale } from '../../../scripts/bench/hot/simulate-sale.ts';
import { createVirtualTime } from '../../../scripts/bench/hot/virtual-time.ts';

const SALE: Sale = {
  shards: 4,
  buyers: 60,
  units: 25,
  products: 1,
  warmUpMs: 0,
  measuredMs: 30_000,
  seed: 7,
};

describe('a simulated sale', () => {
  it('sells the last unit, none twice, and comes out the same each time', async () => {
    const [one, other] = [await simulateSale(SALE), await simulateSale(SALE)];
    expect(one).toMatchObject({ accepted: 25, reserved: 25, left: 0, oversold: 0, soldOut: 60 });
    expect(one.counts.conflicts).toBeGreaterThan(0);
    expect(other).toEqual(one);
    expect(await simulateSale({ ...SALE, seed: 8 })).not.toEqual(one);
  }, 30_000);

  it('sells more a second from more rows', async () => {
    const plenty = { ...SALE, units: 10_000, warmUpMs: 100, measuredMs: 400 };
    const [one, eight] = [
      await simulateSale({ ...plenty, shards: 1 }),
      await simulateSale({ ...plenty, shards: 8 }),
    ];
    expect(one.oversold + eight.oversold).toBe(0);
    expect(one.perSecond).toBeLessThan(150);
    expect(eight.perSecond).toBeGreaterThan(3 * one.perSecond);
  }, 30_000);
});

describe('virtual time', () => {
  it('lets things happen in their order, however long they wait, and no time pass', async () => {
    const time = createVirtualTime();
    const happened: string[] = [];
    const happens = async (milliseconds: number, what: string): Promise<void> => {
      await time.sleep(milliseconds);
      happened.push(`${what} at ${time.now()}`);
    };
    const all = [happens(86_400_000, 'a day'), happens(5, 'soon'), happens(0, 'now'), happens(5, 'soon too')];
    await time.runUntil(10);
    expect(happened).toEqual(['now at 0', 'soon at 5', 'soon too at 5']);
    expect(time.now()).toBe(10);
    await time.runUntil(100_000_000);
    await Promise.all(all);
    expect(happened.at(-1)).toBe('a day at 86400000');
  });
});
