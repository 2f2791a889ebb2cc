import { applyNews } from '../../../shared/channels/apply-news.ts';
import type { ChannelEvent } from '../../../shared/channels/channel-event-schema.ts';
import type { Order } from '../../../shared/orders/order.ts';
import { aContext, aFulfilment, anOrder } from '../../builders/an-order.ts';

const LATER = '2024-07-01T02:00:00.000Z';
const news = (event: ChannelEvent['event'], order: Record<string, unknown> = {}, occurredAt = LATER) =>
  ({ id: 'evt', event, occurredAt, order: { externalId: 'X1', ...order } }) as ChannelEvent;

const apply = async (order: Order, event: ChannelEvent) =>
  applyNews(order, event, await aContext(), () => 0.5);
const decided = async (order: Order, event: ChannelEvent) => {
  const decision = await apply(order, event);
  if (decision === 'nothing') throw new Error('nothing was decided');
  return decision;
};
const typesOf = (decision: { events: readonly { type: string }[] }) =>
  decision.events.map(({ type }) => type);

describe('news of a channel about an order that is here', () => {
  it('created again says nothing new', async () => {
    expect(await apply(anOrder(), news('order.created'))).toBe('nothing');
  });

  it('paid: the whole due is booked once and the order goes on', async () => {
    const first = await decided(anOrder(), news('order.paid'));
    expect(first.next.head).toMatchObject({
      payment: 'paid',
      confirmation: 'confirmed',
      stage: 'ready_unprocessed',
    });
    expect(first.next.payments).toMatchObject([
      { method: 'channel', status: 'succeeded', amount: { amount: 3980 } },
    ]);
    expect(typesOf(first)).toEqual(['payment_received', 'paid', 'confirmed']);
    expect(await apply(first.next, news('order.paid'))).toBe('nothing');
  });

  it('paid after it was cancelled is left to the channel', async () => {
    expect(await apply(anOrder({ head: { status: 'cancelled' } }), news('order.paid'))).toBe('nothing');
  });

  it('cancelled: the order ends, once', async () => {
    const first = await decided(anOrder(), news('order.cancelled'));
    expect(first.next.head.status).toBe('cancelled');
    expect(await apply(first.next, news('order.cancelled'))).toBe('nothing');
  });

  it('cancelled too late: people are told, once', async () => {
    const first = await decided(
      anOrder({ fulfilments: [aFulfilment({ status: 'shipped' })] }),
      news('order.cancelled'),
    );
    expect(first.next.head).toMatchObject({ status: 'open', holds: [{ kind: 'channel_change' }] });
    expect(typesOf(first)).toEqual(['held']);
    expect(await apply(first.next, news('order.cancelled'))).toBe('nothing');
  });

  it('updated: contact, note and address are taken over', async () => {
    const address = { ...anOrder().body.shippingAddress, line1: '南京路1号' };
    const { next, events } = await decided(
      anOrder(),
      news('order.updated', { customer: { name: 'Bea' }, buyerNote: 'ring twice', shippingAddress: address }),
    );
    expect(next.body).toMatchObject({
      customer: { name: 'Bea' },
      buyerNote: 'ring twice',
      shippingAddress: { line1: '南京路1号' },
    });
    expect(next.head).toMatchObject({ customerName: 'Bea', holds: [] });
    expect(events).toMatchObject([
      { type: 'channel_updated', data: { changed: ['customer', 'buyerNote', 'shippingAddress'] } },
    ]);
  });

  it('updated goods put a hold, so that nobody ships what is not wanted', async () => {
    const lines = [{ sku: 'LANTERN', quantity: 3, unitPrice: { amount: 1990, currency: 'CNY' } }];
    const { next, events } = await decided(anOrder(), news('order.updated', { lines }));
    expect(next.head.holds).toMatchObject([{ kind: 'channel_change' }]);
    expect(next.lines).toEqual(anOrder().lines);
    expect(typesOf({ events })).toEqual(['channel_updated', 'held']);
  });

  it('updated, the same goods are the same beside what the merchant gives with them', async () => {
    const [lantern] = anOrder().lines;
    if (!lantern) throw new Error('There is no line.');
    const free = { ...lantern.unitPrice, amount: 0 };
    const gift = { ...lantern, id: 'lin_2', sku: 'CANDLE', unitPrice: free, gift: { reason: 'a candle' } };
    const lines = [{ sku: 'LANTERN', quantity: 2, unitPrice: lantern.unitPrice }];
    const { next } = await decided(anOrder({ lines: [lantern, gift] }), news('order.updated', { lines }));
    expect(next.head.holds).toEqual([]);
  });

  it('updated with the address while the warehouse packs: a hold, and the address stays', async () => {
    const address = { ...anOrder().body.shippingAddress, line1: '南京路1号' };
    const order = anOrder({ fulfilments: [aFulfilment({ status: 'packed' })] });
    const { next } = await decided(order, news('order.updated', { shippingAddress: address }));
    expect(next.body.shippingAddress.line1).toBe('世纪大道100号');
    expect(next.head.holds).toMatchObject([{ kind: 'channel_change' }]);
  });

  it('an update that is older than the last one is ignored', async () => {
    const { next } = await decided(anOrder(), news('order.updated', { buyerNote: 'new' }));
    expect(await apply(next, news('order.updated', { buyerNote: 'old' }, '2024-07-01T01:59:59.999Z'))).toBe(
      'nothing',
    );
    expect(await apply(next, news('order.updated', { buyerNote: 'same time' }))).toBe('nothing');
  });
});
