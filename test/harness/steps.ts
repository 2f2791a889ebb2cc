import { unique } from '../builders/an-order-request.ts';
import { type Client, type Reply, until } from './client.ts';

// biome-ignore lint/suspicious/noExplicitAny: an order as the API answers it; tests look into what they need.
export type AnyOrder = any;

const must = (reply: Reply): Reply => {
  if (reply.status < 300) return reply;
  throw new Error(`${reply.status}: ${reply.text}`);
};

/** An order as it stands now. */
export const readOrder = async ({ api }: Client, id: string): Promise<AnyOrder> =>
  must(await api('GET', `/v1/orders/${id}`)).json;

/** What happened to an order, oldest first. */
export const readTimeline = async (
  { api }: Client,
  id: string,
): Promise<{ seq: number; type: string; milestone?: number; data: AnyOrder }[]> =>
  must(await api('GET', `/v1/orders/${id}/timeline`)).json.items;

/** Waits until an order is as wanted; answers it. */
export const untilOrder = (
  client: Client,
  id: string,
  what: string,
  isSo: (order: AnyOrder) => boolean,
): Promise<AnyOrder> =>
  until(`${id} ${what}`, async () => {
    const order = await readOrder(client, id);
    return isSo(order) && order;
  });

/** What the simulated provider tells of a payment. */
export const paymentNews = (
  payment: { id: string; amount: { amount: number; currency: string } },
  change: Record<string, unknown> = {},
) => ({
  id: unique(),
  event: 'payment.succeeded',
  paymentId: payment.id,
  ...payment.amount,
  providerReference: `ref-${unique()}`,
  occurredAt: new Date().toISOString(),
  ...change,
});

/** Delivers news of the simulated provider, which must be taken. */
export const tellProvider = async ({ hook }: Client, news: unknown): Promise<void> =>
  void must(await hook('/v1/webhooks/payments/simulator', news));

/** Opens a payment of what is due, or of a part of it. */
export const openPayment = async ({ api }: Client, orderId: string, body: AnyOrder = { method: 'card' }) =>
  must(await api('POST', `/v1/orders/${orderId}/payments`, body)).json;

/** Pays an order by card, through the provider's signed webhook; answers it as soon as it is paid. */
export const payOrder = async (client: Client, order: AnyOrder): Promise<AnyOrder> => {
  const payment = await openPayment(client, order.id);
  await tellProvider(client, paymentNews(payment));
  return untilOrder(client, order.id, 'is paid', (now) => now.payment === 'paid');
};

/** Waits until the warehouse has an order's fulfilments; answers them. */
export const untilReleased = async (client: Client, orderId: string): Promise<AnyOrder[]> => {
  const order = await untilOrder(
    client,
    orderId,
    'is released',
    ({ fulfilments }) =>
      fulfilments.length > 0 && fulfilments.every(({ status }: AnyOrder) => status === 'released'),
  );
  return order.fulfilments;
};

/** One step of a warehouse, which must be taken. */
export const takeStep = async (
  { api }: Client,
  id: string,
  step: string,
  body: unknown = {},
): Promise<AnyOrder> => must(await api('POST', `/v1/fulfilments/${id}/${step}`, body)).json;

/** Picks everything, packs, makes a waybill and ships; answers the parcel. */
export const shipFulfilment = async (client: Client, fulfilment: AnyOrder): Promise<AnyOrder> => {
  const lines = fulfilment.lines.map(({ lineId, quantity }: AnyOrder) => ({ lineId, picked: quantity }));
  await takeStep(client, fulfilment.id, 'pick', { lines });
  await takeStep(client, fulfilment.id, 'pack');
  await takeStep(client, fulfilment.id, 'waybill');
  return (await takeStep(client, fulfilment.id, 'ship')).parcels[0];
};

/** Ships all of an order. */
export const shipOrder = async (client: Client, orderId: string): Promise<AnyOrder[]> =>
  Promise.all((await untilReleased(client, orderId)).map((each) => shipFulfilment(client, each)));

/** What a carrier tells of a parcel: one delivery with these scans, a second apart. */
export const scans = (parcel: AnyOrder, statuses: readonly string[], from = Date.now()) => ({
  id: unique(),
  carrier: parcel.carrier,
  trackingNumber: parcel.trackingNumber,
  events: statuses.map((status, at) => ({ status, at: new Date(from + at * 1000).toISOString() })),
});

/** Delivers a carrier's scans, which must be taken. */
export const tellCarrier = async ({ hook }: Client, news: unknown): Promise<void> =>
  void must(await hook('/v1/webhooks/carriers/generic', news));

/** Runs a sweep as of a time. */
export const runSweep = async ({ local }: Client, name: string, now: string | Date): Promise<AnyOrder> =>
  must(await local('POST', `/schedules/${name}/run`, { now: new Date(now).toISOString() })).json;
