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
  tellProvider,
} from '../harness/steps.ts';
import { whatIsWrong } from '../harness/verified.ts';

const PRICE = 1990;
const money = (amount: number) => ({ amount, currency: 'CNY' });

describe('money', () => {
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

  /** An order with an open payment. */
  const pending = async () => {
    const order = await placeOrder(cloud, shop);
    return { order, payment: await openPayment(cloud, order.id) };
  };
  const refundNews = (refund: AnyOrder, change: Record<string, unknown> = {}) => {
    const { paymentId: _, ...news } = paymentNews(refund, { event: 'refund.succeeded', refundId: refund.id });
    return { ...news, ...change };
  };
  const typesOf = async (id: string) => (await readTimeline(cloud, id)).map(({ type }) => type);
  const afterwards = async (id: string): Promise<AnyOrder> => {
    await settled(cloud);
    return readOrder(cloud, id);
  };

  it('that the provider tells of three times, under one id and under others, is booked once', async () => {
    const { order, payment } = await pending();
    const news = paymentNews(payment);
    await Promise.all(
      [news, news, news, { ...news, id: unique() }, paymentNews(payment)].map((each) =>
        tellProvider(cloud, each),
      ),
    );
    const paid = await afterwards(order.id);
    expect(paid.totals).toMatchObject({ paid: money(PRICE), due: money(0) });
    expect((await typesOf(order.id)).filter((type) => type === 'paid')).toHaveLength(1);
    expect(paid.refunds).toEqual([]);
  });

  it('that failed after it had succeeded stays booked, and that succeeded after it failed is booked', async () => {
    const [one, two] = [await pending(), await pending()];
    await tellProvider(cloud, paymentNews(one.payment));
    await tellProvider(cloud, paymentNews(two.payment, { event: 'payment.failed' }));
    await settled(cloud);
    await tellProvider(cloud, paymentNews(one.payment, { event: 'payment.failed' }));
    await tellProvider(cloud, paymentNews(two.payment));
    expect((await afterwards(one.order.id)).payment).toBe('paid');
    expect((await afterwards(two.order.id)).payment).toBe('paid');
  });

  it('of another amount or currency is refused and seen, and the right amount still pays', async () => {
    const { order, payment } = await pending();
    await tellProvider(cloud, paymentNews(payment, { amount: 1 }));
    await tellProvider(cloud, paymentNews(payment, { amount: PRICE + 1 }));
    await tellProvider(cloud, paymentNews(payment, { currency: 'EUR' }));
    const refused = await afterwards(order.id);
    expect(refused).toMatchObject({ payment: 'unpaid', totals: { paid: money(0) } });
    expect((await typesOf(order.id)).filter((type) => type === 'exception_payment_mismatch')).toHaveLength(3);
    await tellProvider(cloud, paymentNews(payment));
    expect((await afterwards(order.id)).payment).toBe('paid');
  });

  it('that comes after the order was cancelled goes back', async () => {
    const { order, payment } = await pending();
    await cloud.api('POST', `/v1/orders/${order.id}/cancel`, { reason: 'changed my mind' });
    await tellProvider(cloud, paymentNews(payment));
    const late = await afterwards(order.id);
    expect(late).toMatchObject({
      status: 'cancelled',
      payment: 'refunding',
      refunds: [{ amount: money(PRICE) }],
    });
    await tellProvider(cloud, refundNews(late.refunds[0]));
    await tellProvider(cloud, refundNews(late.refunds[0]));
    expect(await afterwards(order.id)).toMatchObject({
      stage: 'refunded',
      totals: { refunded: money(PRICE) },
    });
  });

  it('that two payments bring for one order is kept once, and the rest goes back', async () => {
    const { order, payment } = await pending();
    const second = await openPayment(cloud, order.id, { method: 'wechat' });
    await Promise.all([tellProvider(cloud, paymentNews(payment)), tellProvider(cloud, paymentNews(second))]);
    const both = await afterwards(order.id);
    expect(both.totals.paid).toEqual(money(2 * PRICE));
    expect(both.refunds).toMatchObject([{ status: 'pending', amount: money(PRICE) }]);
  });

  it('asked back ten times at once never exceeds what was captured', async () => {
    const order = await payOrder(cloud, await placeOrder(cloud, shop));
    const replies = await Promise.all(
      Array.from({ length: 10 }, () =>
        cloud.api('POST', `/v1/orders/${order.id}/refunds`, { amount: money(600), reason: 'scratched' }),
      ),
    );
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(3);
    const codes = replies.filter(({ status }) => status !== 201).map(({ json }) => json.code);
    expect(
      codes.every((code) => ['refund_exceeds_captured', 'version_conflict', 'busy'].includes(code)),
    ).toBe(true);
    const { refunds } = await readOrder(cloud, order.id);
    expect(refunds.reduce((sum: number, { amount }: AnyOrder) => sum + amount.amount, 0)).toBe(1800);
    const more = await cloud.api('POST', `/v1/orders/${order.id}/refunds`, {
      amount: money(191),
      reason: 'more',
    });
    expect(more.json).toMatchObject({ code: 'refund_exceeds_captured', refundable: money(190) });
  });

  it('that went back before anybody knew of the refund’s payment, or twice, is booked once', async () => {
    const order = await payOrder(cloud, await placeOrder(cloud, shop));
    const { json: refund } = await cloud.api('POST', `/v1/orders/${order.id}/refunds`, {
      reason: 'all of it',
    });
    await Promise.all([1, 2, 3].map(() => tellProvider(cloud, refundNews(refund))));
    await tellProvider(cloud, refundNews(refund, { event: 'refund.failed' }));
    expect(await afterwards(order.id)).toMatchObject({
      payment: 'refunded',
      totals: { refunded: money(PRICE) },
    });
  });

  it('that comes while the order is cancelled is either kept with the order or on its way back', async () => {
    const before = await stockOf(cloud, skuOf(shop));
    const all = await Promise.all([1, 2, 3, 4].map(pending));
    await Promise.all(
      all.flatMap(({ order, payment }) => [
        tellProvider(cloud, paymentNews(payment)),
        cloud.api('POST', `/v1/orders/${order.id}/cancel`, { reason: 'changed my mind' }),
      ]),
    );
    await settled(cloud);
    for (const { order } of all) {
      const now = await readOrder(cloud, order.id);
      const back = now.refunds.reduce((sum: number, { amount }: AnyOrder) => sum + amount.amount, 0);
      expect(now.status).toBe('cancelled');
      expect(now.totals.paid.amount - back).toBe(0);
    }
    expect((await stockOf(cloud, skuOf(shop))).reserved).toBe(before.reserved);
  });
});
