import { aChannelEvent, aChannelOrder, anAddress, unique } from '../../builders/an-order-request.ts';
import { until } from '../../harness/client.ts';
import { OPEN_MS, type OwnCloud, startOwnCloud } from '../../harness/cloud.ts';
import { settled } from '../../harness/contents.ts';
import { openShop, placeOrder, skuOf, stockOf, type TestShop } from '../../harness/shop.ts';
import {
  type AnyOrder,
  openPayment,
  payOrder,
  readOrder,
  readTimeline,
  scans,
  shipFulfilment,
  shipOrder,
  tellCarrier,
  untilOrder,
  untilReleased,
} from '../../harness/steps.ts';
import { whatIsWrong } from '../../harness/verified.ts';

const WAY = ['picked_up', 'in_transit', 'out_for_delivery', 'delivered'];
const ALL_MILESTONES = Array.from({ length: 15 }, (_, at) => at + 1);

describe('the way of an order', () => {
  let cloud: OwnCloud;
  let shop: TestShop;

  beforeAll(async () => {
    cloud = await startOwnCloud('memory');
    shop = await openShop(cloud, [1000]);
  }, OPEN_MS);
  afterAll(async () => {
    await cloud?.process.stop();
    cloud?.close();
  }, OPEN_MS);

  const mailsTo = async (to: string): Promise<{ subject: string; text?: string }[]> =>
    (await cloud.local('GET', `/mailbox?to=${encodeURIComponent(to)}`)).json.items;

  const deliver = async (order: AnyOrder, parcel: AnyOrder): Promise<AnyOrder> => {
    for (const [at, status] of WAY.entries())
      await tellCarrier(cloud, scans(parcel, [status], Date.now() + at * 1000));
    return untilOrder(cloud, order.id, 'is delivered', ({ fulfilment }) => fulfilment === 'delivered');
  };

  it('that is prepaid goes from placed to completed, past all fifteen milestones, told by mail', async () => {
    const email = `ada-${unique()}@example.com`;
    const placed = await placeOrder(cloud, shop, { quantity: 2, customer: { name: 'Ada', email } });
    expect(placed).toMatchObject({
      stage: 'unconfirmed_unpaid',
      payment: 'unpaid',
      fulfilment: 'unprocessed',
    });
    expect(placed.totals).toMatchObject({
      goods: { amount: 3980 },
      grand: { amount: 3980 },
      due: { amount: 3980 },
    });
    const paid = await payOrder(cloud, placed);
    expect(paid).toMatchObject({
      confirmation: 'confirmed',
      payment: 'paid',
      totals: { due: { amount: 0 } },
    });
    expect(['ready_unprocessed', 'ready_processed']).toContain(paid.stage);
    const [fulfilment] = await untilReleased(cloud, placed.id);
    expect((await readOrder(cloud, placed.id)).stage).toBe('ready_processed');
    const before = await stockOf(cloud, skuOf(shop));
    const parcel = await shipFulfilment(cloud, fulfilment);
    const after = await stockOf(cloud, skuOf(shop));
    expect((before.onHand ?? 0) - (after.onHand ?? 0)).toBe(2);
    await untilOrder(cloud, placed.id, 'is told of', ({ stage }) => stage === 'processed_shipped');
    const tracked = await cloud.raw({
      method: 'GET',
      path: `/v1/track?number=${placed.number}&phone=${encodeURIComponent(placed.shippingAddress.phone)}`,
    });
    expect(tracked.json).toMatchObject({
      number: placed.number,
      parcels: [{ trackingNumber: parcel.trackingNumber }],
    });
    expect(tracked.text).not.toContain('Ada');
    const stranger = await cloud.raw({
      method: 'GET',
      path: `/v1/track?number=${placed.number}&phone=%2B447700900999`,
    });
    expect(stranger.status).toBe(404);
    await deliver(placed, parcel);
    const done = await cloud.api('POST', `/v1/orders/${placed.id}/complete`, {});
    expect(done.json).toMatchObject({ status: 'completed', stage: 'completed' });
    const timeline = await readTimeline(cloud, placed.id);
    const reached = timeline.flatMap(({ milestone }) => milestone ?? []);
    expect([...reached].sort((a, b) => a - b)).toEqual(ALL_MILESTONES);
    await settled(cloud);
    // "Arrives soon" is not sent when the parcel has arrived before it could be.
    const mails = await until('the last mail', async () => {
      const all = await mailsTo(email);
      return all.length >= 5 && all;
    });
    expect(mails.length).toBeLessThanOrEqual(6);
    expect(new Set(mails.map(({ subject }) => subject)).size).toBe(mails.length);
    expect(mails.every(({ subject }) => subject.includes(placed.number))).toBe(true);
  });

  it('of a buyer in China is told in Chinese', async () => {
    const email = `wang-${unique()}@example.com`;
    await placeOrder(cloud, shop, {
      customer: { name: '王小明', email },
      shippingAddress: anAddress({
        country: 'CN',
        province: '上海市',
        city: '上海市',
        phone: '+8613912345678',
      }),
    });
    const [mail] = await until('a mail', async () => {
      const all = await mailsTo(email);
      return all.length > 0 && all;
    });
    expect(mail?.subject).toMatch(/\p{Script=Han}/u);
  });

  it('that is paid at the door is approved, shipped, delivered, collected and completed', async () => {
    const placed = await placeOrder(cloud, shop, { paymentTerms: 'cod' });
    expect(placed.review).toMatchObject({ state: 'pending', requiredRole: 'service_agent' });
    const approved = await cloud.api(
      'POST',
      `/v1/orders/${placed.id}/approve`,
      {},
      { roles: ['service_agent'] },
    );
    expect(approved.json.stage).toBe('ready_unprocessed');
    const [parcel] = await shipOrder(cloud, placed.id);
    const delivered = await deliver(placed, parcel);
    const early = await cloud.api('POST', `/v1/orders/${placed.id}/complete`, {});
    expect([early.status, early.json.code]).toEqual([409, 'illegal_transition']);
    const payment = await openPayment(cloud, placed.id, { method: 'cod' });
    const capture = { amount: delivered.totals.due, reference: 'tour 7' };
    const captured = await cloud.api(
      'POST',
      `/v1/orders/${placed.id}/payments/${payment.id}/capture`,
      capture,
    );
    expect(captured.json.status).toBe('succeeded');
    const done = await cloud.api('POST', `/v1/orders/${placed.id}/complete`, {});
    expect(done.json.stage).toBe('completed');
  });

  it('that is paid by transfer waits for the money, and for all of it', async () => {
    const placed = await placeOrder(cloud, shop);
    const payment = await openPayment(cloud, placed.id, { method: 'transfer' });
    expect(payment.action.reference).toBeTruthy();
    const path = `/v1/orders/${placed.id}/payments/${payment.id}/capture`;
    const less = await cloud.api('POST', path, { amount: { amount: 1, currency: 'CNY' }, reference: 'x' });
    expect([less.status, less.json.code]).toEqual([409, 'amount_mismatch']);
    const all = await cloud.api('POST', path, { amount: placed.totals.due, reference: 'x' });
    expect(all.status).toBe(200);
    expect((await untilReleased(cloud, placed.id)).length).toBe(1);
  });

  describe('that a channel tells of', () => {
    const tell = (event: unknown) => cloud.hook('/v1/webhooks/channels/generic/shop-1', event);
    const find = async (externalId: string): Promise<AnyOrder | undefined> => {
      const { json } = await cloud.api('GET', `/v1/orders?channel=generic&externalId=${externalId}`);
      return json.items[0] && readOrder(cloud, json.items[0].id);
    };
    type Kind = 'created' | 'paid' | 'cancelled' | 'updated';
    const permutations = <T>(all: readonly T[]): T[][] =>
      all.length === 0
        ? [[]]
        : all.flatMap((first) =>
            permutations(all.filter((each) => each !== first)).map((rest) => [first, ...rest]),
          );

    /** Tells one story in each order of arrival, each piece after the last was understood. */
    const inEveryOrder = async (kinds: readonly Kind[], twice = false): Promise<AnyOrder[]> => {
      const stories = permutations(kinds).map((order) => {
        const externalId = `ext-${unique()}`;
        const whole = aChannelOrder(externalId, [{ sku: skuOf(shop), quantity: 1 }]);
        const content = {
          created: whole,
          paid: { externalId, paid: true },
          cancelled: { externalId },
          updated: { externalId, buyerNote: 'new' },
        };
        const occurredAt = (kind: Kind) =>
          new Date(Date.now() + (kind === 'created' ? -60_000 : 0)).toISOString();
        return {
          externalId,
          events: order.map((kind) => aChannelEvent(kind, content[kind], { occurredAt: occurredAt(kind) })),
        };
      });
      for (const step of kinds.keys()) {
        const events = stories.map(({ events: all }) => all[step]);
        const replies = await Promise.all((twice ? [...events, ...events] : events).map(tell));
        expect(replies.every(({ status }) => status === 202)).toBe(true);
        await settled(cloud);
      }
      return Promise.all(stories.map(({ externalId }) => until('the order', () => find(externalId))));
    };

    it('as created and paid, in any order and twice, is paid once and sent to the warehouse', async () => {
      const orders = await inEveryOrder(['created', 'paid'], true);
      for (const order of orders) {
        expect(order).toMatchObject({
          payment: 'paid',
          confirmation: 'confirmed',
          externalId: order.externalId,
        });
        expect(order.payments).toHaveLength(1);
        expect(order.fulfilments).toHaveLength(1);
      }
    });

    it('as created, paid and cancelled, in any order, is cancelled, holds no stock and keeps no money', async () => {
      const before = await stockOf(cloud, skuOf(shop));
      const orders = await inEveryOrder(['created', 'paid', 'cancelled']);
      expect(orders).toHaveLength(6);
      for (const order of orders) {
        expect(order.status).toBe('cancelled');
        const refunds = order.refunds.reduce((sum: number, { amount }: AnyOrder) => sum + amount.amount, 0);
        expect(refunds).toBe(order.totals.paid.amount);
      }
      expect((await stockOf(cloud, skuOf(shop))).reserved).toBe(before.reserved);
    });

    it('as created and updated, in any order, is there with its goods', async () => {
      const orders = await inEveryOrder(['created', 'updated']);
      expect(orders.map(({ lines, status }) => [lines.length, status])).toEqual([
        [1, 'open'],
        [1, 'open'],
      ]);
    });

    it('twice at once under two delivery ids, is one order', async () => {
      const externalId = `ext-${unique()}`;
      const order = aChannelOrder(externalId, [{ sku: skuOf(shop), quantity: 1 }], { paid: true });
      const before = await stockOf(cloud, skuOf(shop));
      await Promise.all([1, 2, 3].map(() => tell(aChannelEvent('created', order))));
      await until('the order', () => find(externalId));
      await settled(cloud);
      const { json } = await cloud.api('GET', `/v1/orders?channel=generic&externalId=${externalId}`);
      expect(json.items).toHaveLength(1);
      expect((await stockOf(cloud, skuOf(shop))).reserved).toBe((before.reserved ?? 0) + 1);
    });
  });

  it('leaves every sum and every reference right', async () => {
    expect(await whatIsWrong(cloud)).toEqual([]);
  });
});
