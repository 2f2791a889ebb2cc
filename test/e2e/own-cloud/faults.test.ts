import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { anOrderRequest, unique } from '../../builders/an-order-request.ts';
import type { Reply } from '../../harness/client.ts';
import { OPEN_MS, type OwnCloud, startOwnCloud } from '../../harness/cloud.ts';
import { deadLetters } from '../../harness/contents.ts';
import { openShop, skuOf, stockOf, type TestShop } from '../../harness/shop.ts';
import {
  type AnyOrder,
  paymentNews,
  readOrder,
  readTimeline,
  scans,
  untilOrder,
  untilReleased,
} from '../../harness/steps.ts';
import { whatIsWrong } from '../../harness/verified.ts';

const ORDERS = 20;
const LONG_MS = 150_000;
const TRIES = 20;

const FAULTS = [
  { service: 'dynamodb', kind: 'transactionConflict', rate: 0.15 },
  { service: 'dynamodb', kind: 'throttle', rate: 0.03 },
  { service: 'sqs', kind: 'duplicate', rate: 0.3 },
  { service: 'sqs', kind: 'reorder', rate: 0.3 },
  { service: 'eventbridge', kind: 'duplicate', rate: 0.2 },
  { service: 'eventbridge', kind: 'partialFailure', rate: 0.2 },
  { service: 'eventbridge', kind: 'fail', rate: 0.1 },
];

describe('while throttled, in conflict, with events doubled, late and out of order', () => {
  let cloud: OwnCloud;
  let shop: TestShop;

  beforeAll(async () => {
    cloud = await startOwnCloud('memory', 'hosted');
    shop = await openShop(cloud, [1000]);
    for (const fault of FAULTS) expect((await cloud.local('POST', '/faults', fault)).status).toBe(201);
  }, OPEN_MS);
  afterAll(async () => {
    await cloud?.process.stop();
    cloud?.close();
  });

  /** What a client does that is told to come again: it does, with the same key. */
  const stubborn = async (call: () => Promise<Reply>): Promise<AnyOrder> => {
    for (let tries = 1; ; tries++) {
      const reply = await call();
      if (reply.status < 300) return reply.json;
      if (reply.status !== 503 || tries === TRIES) throw new Error(`${reply.status}: ${reply.text}`);
      await sleep(100);
    }
  };
  const post = (path: string, body: unknown = {}): Promise<AnyOrder> => {
    const headers = { 'idempotency-key': randomUUID() };
    return stubborn(() => cloud.api('POST', path, body, { headers }));
  };

  const live = async (email: string): Promise<string> => {
    const request = anOrderRequest([{ sku: skuOf(shop), quantity: 1 }], { customer: { name: 'Ada', email } });
    const { id } = await post('/v1/orders', request);
    const payment = await post(`/v1/orders/${id}/payments`, { method: 'card' });
    await stubborn(() => cloud.hook('/v1/webhooks/payments/simulator', paymentNews(payment)));
    const [fulfilment] = await untilReleased(cloud, id);
    const lines = fulfilment.lines.map(({ lineId, quantity }: AnyOrder) => ({ lineId, picked: quantity }));
    await post(`/v1/fulfilments/${fulfilment.id}/pick`, { lines });
    await post(`/v1/fulfilments/${fulfilment.id}/pack`);
    const { parcels } = await post(`/v1/fulfilments/${fulfilment.id}/ship`, {
      carrier: 'generic',
      trackingNumber: `T-${unique()}`,
    });
    const news = scans(parcels[0], ['out_for_delivery', 'picked_up', 'delivered', 'in_transit']);
    await stubborn(() => cloud.hook('/v1/webhooks/carriers/generic', news));
    await untilOrder(cloud, id, 'is delivered', (order) => order.fulfilment === 'delivered');
    await post(`/v1/orders/${id}/complete`);
    return id;
  };

  it(
    'twenty orders get to their end, no buyer is told anything twice, and nothing is lost',
    async () => {
      const emails = Array.from({ length: ORDERS }, () => `ada-${unique()}@example.com`);
      const ids = await Promise.all(emails.map(live));
      await cloud.local('DELETE', '/faults');
      expect(await whatIsWrong(cloud, { limitMs: 60_000, notFor: 'notifications' })).toEqual([]);
      for (const id of ids) {
        expect((await readOrder(cloud, id)).stage).toBe('completed');
        const milestones = (await readTimeline(cloud, id)).flatMap(({ milestone }) => milestone ?? []);
        expect(new Set(milestones).size).toBe(milestones.length);
      }
      for (const email of emails) {
        const { json } = await cloud.local('GET', `/mailbox?to=${encodeURIComponent(email)}`);
        const subjects = json.items.map(({ subject }: AnyOrder) => subject);
        expect(new Set(subjects).size).toBe(subjects.length);
        // A letter that met a fault comes again after minutes; the first has come in any case.
        expect(subjects.length).toBeGreaterThan(0);
      }
      expect(await stockOf(cloud, skuOf(shop))).toMatchObject({ onHand: 1000 - ORDERS, reserved: 0 });
      expect(await deadLetters(cloud)).toEqual({});
    },
    LONG_MS,
  );
});
