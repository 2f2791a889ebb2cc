import type { Reply } from '../harness/client.ts';
import { OPEN_MS, openCloud, type TestCloud } from '../harness/cloud.ts';
import { settled } from '../harness/contents.ts';
import { openShop, placeOrder, skuOf, stockOf, type TestShop } from '../harness/shop.ts';
import {
  type AnyOrder,
  payOrder,
  readOrder,
  readTimeline,
  scans,
  shipOrder,
  takeStep,
  tellCarrier,
  untilOrder,
  untilReleased,
} from '../harness/steps.ts';
import { whatIsWrong } from '../harness/verified.ts';

const CLEAR = ['illegal_transition', 'version_conflict', 'precondition_failed', 'busy'];

describe('two changes of one order at once', () => {
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

  const post = (path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Reply> =>
    cloud.api('POST', path, body, { headers });
  const cancel = (id: string, headers: Record<string, string> = {}) =>
    post(`/v1/orders/${id}/cancel`, { reason: 'changed my mind' }, headers);
  const won = (replies: readonly Reply[]) => replies.filter(({ status }) => status < 300);
  const clear = (replies: readonly Reply[]) =>
    replies.every(({ status, json }) => status < 300 || CLEAR.includes(json.code));
  const several = <T>(make: () => Promise<T>): Promise<T[]> => Promise.all([make(), make(), make()]);

  const packed = async (): Promise<{ order: AnyOrder; fulfilment: AnyOrder }> => {
    const order = await payOrder(cloud, await placeOrder(cloud, shop));
    const [fulfilment] = await untilReleased(cloud, order.id);
    const lines = fulfilment.lines.map(({ lineId, quantity }: AnyOrder) => ({ lineId, picked: quantity }));
    await takeStep(cloud, fulfilment.id, 'pick', { lines });
    await takeStep(cloud, fulfilment.id, 'pack');
    await takeStep(cloud, fulfilment.id, 'waybill');
    return { order, fulfilment };
  };

  it('cancel and ship: the goods leave, or they stay and the money goes back', async () => {
    const before = await stockOf(cloud, skuOf(shop));
    const all = await several(packed);
    const outcomes = await Promise.all(
      all.map(({ order, fulfilment }) =>
        Promise.all([cancel(order.id), post(`/v1/fulfilments/${fulfilment.id}/ship`)]),
      ),
    );
    await settled(cloud);
    let shipped = 0;
    for (const [at, replies] of outcomes.entries()) {
      expect(won(replies)).toHaveLength(1);
      expect(clear(replies)).toBe(true);
      const order = await readOrder(cloud, all[at]?.order.id);
      const isShipped = replies[1].status < 300;
      shipped += isShipped ? 1 : 0;
      expect([order.status, order.fulfilments[0].status, order.refunds.length]).toEqual(
        isShipped ? ['open', 'shipped', 0] : ['cancelled', 'cancelled', 1],
      );
    }
    const after = await stockOf(cloud, skuOf(shop));
    expect(after).toMatchObject({ onHand: (before.onHand ?? 0) - shipped, reserved: before.reserved });
  });

  it('approve, reject and cancel: one is done, the others are told what it is now', async () => {
    const orders = await several(() => placeOrder(cloud, shop, { paymentTerms: 'cod' }));
    for (const { id } of orders) {
      const replies = await Promise.all([
        post(`/v1/orders/${id}/approve`),
        post(`/v1/orders/${id}/reject`),
        cancel(id),
      ]);
      expect(clear(replies)).toBe(true);
      await settled(cloud);
      const order = await readOrder(cloud, id);
      // An order that was approved first may still be cancelled after; never one that was refused.
      expect(won(replies).length).toBeLessThanOrEqual(order.confirmation === 'confirmed' ? 2 : 1);
      expect(order.status === 'cancelled' || order.confirmation === 'confirmed').toBe(true);
    }
  });

  it('the same step of the warehouse: done once, and told so each time', async () => {
    const { order, fulfilment } = await packed();
    const replies = await several(() => post(`/v1/fulfilments/${fulfilment.id}/ship`));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(replies.map(({ json }) => json.parcels[0].trackingNumber)).size).toBe(1);
    const timeline = await readTimeline(cloud, order.id);
    expect(timeline.filter(({ type }) => type === 'shipped')).toHaveLength(1);
  });

  it('two different picks: the whole one stands, and one that found less is not forgotten', async () => {
    const order = await payOrder(cloud, await placeOrder(cloud, shop, { quantity: 2 }));
    const [{ id, lines }] = await untilReleased(cloud, order.id);
    const pick = (picked: number) =>
      post(`/v1/fulfilments/${id}/pick`, { lines: [{ lineId: lines[0].lineId, picked }] });
    const replies = await Promise.all([pick(2), pick(1)]);
    expect(clear(replies)).toBe(true);
    const { json } = await cloud.api('GET', `/v1/fulfilments/${id}`);
    const [whole, short] = replies.map(({ status }) => status < 300);
    expect([json.lines[0].picked, json.status]).toEqual(whole ? [2, 'picked'] : [1, 'exception']);
    const timeline = await readTimeline(cloud, order.id);
    expect(timeline.some(({ type }) => type === 'exception_short_pick')).toBe(short);
  });

  it('complete, again and again: completed once', async () => {
    const order = await payOrder(cloud, await placeOrder(cloud, shop));
    const [parcel] = await shipOrder(cloud, order.id);
    await tellCarrier(cloud, scans(parcel, ['delivered']));
    await untilOrder(cloud, order.id, 'is delivered', ({ fulfilment }) => fulfilment === 'delivered');
    const replies = await several(() => post(`/v1/orders/${order.id}/complete`));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    const timeline = await readTimeline(cloud, order.id);
    expect(timeline.filter(({ type }) => type === 'completed')).toHaveLength(1);
  });

  it('by people who both read the same version: the second is told that it is another now', async () => {
    const { id } = await placeOrder(cloud, shop);
    const { headers } = await cloud.api('GET', `/v1/orders/${id}`);
    const match = { 'if-match': String(headers.etag) };
    const replies = await Promise.all([cancel(id, match), cancel(id, match), cancel(id, match)]);
    expect(won(replies)).toHaveLength(1);
    expect(clear(replies)).toBe(true);
    expect((await cancel(id, match)).status).toBe(412);
  });

  it('cancel, ten times at once: cancelled once, one clear answer each, and its stock comes back once', async () => {
    const before = await stockOf(cloud, skuOf(shop));
    const order = await payOrder(cloud, await placeOrder(cloud, shop));
    const replies = await Promise.all(Array.from({ length: 10 }, () => cancel(order.id)));
    expect(won(replies)).toHaveLength(1);
    expect(clear(replies)).toBe(true);
    await settled(cloud);
    expect((await readOrder(cloud, order.id)).refunds).toHaveLength(1);
    expect((await stockOf(cloud, skuOf(shop))).reserved).toBe(before.reserved);
  });
});
