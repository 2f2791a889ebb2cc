import { unique } from '../builders/an-order-request.ts';
import { OPEN_MS, openCloud, type TestCloud } from '../harness/cloud.ts';
import { settled } from '../harness/contents.ts';
import { openShop, placeOrder, skuOf, stockOf, type TestShop } from '../harness/shop.ts';
import {
  type AnyOrder,
  openPayment,
  paymentNews,
  payOrder,
  readOrder,
  readTimeline,
  runSweep,
  scans,
  shipOrder,
  tellCarrier,
  tellProvider,
  untilOrder,
} from '../harness/steps.ts';
import { whatIsWrong } from '../harness/verified.ts';

const SWEEPS = [
  'remind-unpaid-orders',
  'watch-shipping',
  'chase-silent-parcels',
  'complete-delivered-orders',
  'undo-abandoned-placements',
];

/** Other test files' orders have the same age, so each sweep here moves them too; nothing is said of them. */
describe('as time passes', () => {
  let cloud: TestCloud;
  let shop: TestShop;

  beforeAll(async () => {
    cloud = await openCloud();
    shop = await openShop(cloud, [1000]);
  }, OPEN_MS);
  afterAll(async () => {
    expect(await whatIsWrong(cloud)).toEqual([]);
    cloud.close();
  }, OPEN_MS);

  const hoursAfter = (order: AnyOrder, hours: number, minutes = 1): Date =>
    new Date(Date.parse(order.placedAt) + hours * 3_600_000 + minutes * 60_000);
  const countOf = async (id: string, type: string): Promise<number> =>
    (await readTimeline(cloud, id)).filter((event) => event.type === type).length;
  const sweepTwice = async (name: string, now: Date): Promise<void> => {
    await Promise.all([runSweep(cloud, name, now), runSweep(cloud, name, now)]);
    await settled(cloud);
    await runSweep(cloud, name, now);
    await settled(cloud);
  };

  it('sweeps at the beginning of time find nothing', async () => {
    await placeOrder(cloud, shop);
    for (const name of SWEEPS)
      expect((await runSweep(cloud, name, '2000-01-01T00:00:00Z')).result).toMatchObject({ found: 0 });
  });

  it('an unpaid order is reminded at 1, 24 and 47 hours, once each, and cancelled at 48', async () => {
    const email = `late-${unique()}@example.com`;
    const before = await stockOf(cloud, skuOf(shop));
    const order = await placeOrder(cloud, shop, { customer: { name: 'Late', email } });
    await sweepTwice('remind-unpaid-orders', hoursAfter(order, 0, 59));
    expect(await countOf(order.id, 'payment_reminded')).toBe(0);
    for (const [at, hours] of [1, 24, 47].entries()) {
      await sweepTwice('remind-unpaid-orders', hoursAfter(order, hours));
      expect(await countOf(order.id, 'payment_reminded')).toBe(at + 1);
    }
    const { json } = await cloud.local('GET', `/mailbox?to=${encodeURIComponent(email)}`);
    expect(json.items).toHaveLength(4);
    await sweepTwice('remind-unpaid-orders', hoursAfter(order, 47, 59));
    expect((await readOrder(cloud, order.id)).status).toBe('open');
    await sweepTwice('remind-unpaid-orders', hoursAfter(order, 48));
    expect(await readOrder(cloud, order.id)).toMatchObject({
      status: 'cancelled',
      cancelReason: 'not paid in time',
    });
    expect(await countOf(order.id, 'cancelled')).toBe(1);
    expect((await stockOf(cloud, skuOf(shop))).reserved).toBeLessThanOrEqual(before.reserved ?? 0);
  });

  it('an order that is paid while the sweep would cancel it keeps its goods or gives the money back', async () => {
    const orders = await Promise.all([1, 2, 3, 4].map(() => placeOrder(cloud, shop)));
    const payments = await Promise.all(orders.map(({ id }) => openPayment(cloud, id)));
    await Promise.all([
      ...payments.map((payment) => tellProvider(cloud, paymentNews(payment))),
      runSweep(cloud, 'remind-unpaid-orders', hoursAfter(orders[0], 49)),
    ]);
    await settled(cloud);
    for (const { id } of orders) {
      const now = await readOrder(cloud, id);
      expect([now.status, now.payment]).toEqual(
        now.status === 'open' ? ['open', 'paid'] : ['cancelled', 'refunding'],
      );
    }
  });

  it('a paid order that does not leave is warned of at 18, alarmed of at 24 and counted late at 72 hours', async () => {
    const order = await payOrder(cloud, await placeOrder(cloud, shop));
    for (const hours of [17, 18, 20, 24, 72, 10_000])
      await sweepTwice('watch-shipping', hoursAfter(order, hours, 5));
    const types = (await readTimeline(cloud, order.id)).map(({ type }) => type);
    expect(types.filter((type) => type.startsWith('exception_ship'))).toEqual([
      'exception_ship_warning',
      'exception_ship_alarm',
      'exception_ship_breach',
    ]);
  });

  it('a parcel nobody hears of for 48 hours is asked for, and one that has arrived is not', async () => {
    const [silent, arrived] = await Promise.all(
      [1, 2].map(async () => payOrder(cloud, await placeOrder(cloud, shop))),
    );
    await shipOrder(cloud, silent.id);
    const [parcel] = await shipOrder(cloud, arrived.id);
    await tellCarrier(cloud, scans(parcel, ['delivered']));
    await settled(cloud);
    await sweepTwice('chase-silent-parcels', hoursAfter(silent, 47));
    expect(await countOf(silent.id, 'exception_parcel_silent')).toBe(0);
    await sweepTwice('chase-silent-parcels', hoursAfter(silent, 49));
    expect(await countOf(silent.id, 'exception_parcel_silent')).toBe(1);
    expect(await countOf(arrived.id, 'exception_parcel_silent')).toBe(0);
  });

  it('a delivered order is completed after seven days, not before, and once', async () => {
    const order = await payOrder(cloud, await placeOrder(cloud, shop));
    const [parcel] = await shipOrder(cloud, order.id);
    await tellCarrier(cloud, scans(parcel, ['delivered']));
    await untilOrder(cloud, order.id, 'is delivered', ({ fulfilment }) => fulfilment === 'delivered');
    await sweepTwice('complete-delivered-orders', hoursAfter(order, 7 * 24 - 1));
    expect((await readOrder(cloud, order.id)).status).toBe('open');
    await sweepTwice('complete-delivered-orders', hoursAfter(order, 7 * 24 + 1));
    expect((await readOrder(cloud, order.id)).stage).toBe('completed');
    expect(await countOf(order.id, 'completed')).toBe(1);
  });

  it('sweeps in the far future, all at once, leave everything as it must be', async () => {
    await placeOrder(cloud, shop);
    const results = await Promise.all(SWEEPS.map((name) => runSweep(cloud, name, '2100-01-01T00:00:00Z')));
    expect(results.every(({ result }) => result !== undefined)).toBe(true);
    expect(await whatIsWrong(cloud)).toEqual([]);
  });
});
