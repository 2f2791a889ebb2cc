import { handler as amend } from '../../../functions/orders/amend-order.ts';
import { handler as cancel } from '../../../functions/orders/cancel-order.ts';
import { handler as hold } from '../../../functions/orders/place-hold.ts';
import { handler as schema } from '../../../functions/warehouse/get-message-schema.ts';
import { handler as send } from '../../../functions/warehouse/send-warehouse-request.ts';
import { callHandler } from '../../harness/call-handler.ts';
import { openTestTable, type TestTable, useTestTable } from '../../harness/dynamodb.ts';
import { aLocation, atWarehouse, openQueue } from './outside-warehouse.ts';

let test: TestTable;
let queue: ReturnType<typeof openQueue>;
beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
  queue = openQueue();
  await aLocation('main', 'external');
  await aLocation('north', 'own');
}, 60_000);
afterAll(() => test?.close());

const told = (id: string) => queue.sent.filter(({ fulfilmentId }) => fulfilmentId === id);
const address = {
  name: 'Zoë',
  phone: '+442079460000',
  country: 'GB',
  province: 'England',
  city: 'York',
  line1: '2 Gate',
};

describe('tell-warehouses: what an outside warehouse is told', () => {
  it('is each state of a fulfilment once, however often the order is looked at', async () => {
    const place = await atWarehouse(test.table);
    expect(await Promise.all([1, 2, 3, 4].map(() => place.tell()))).toEqual([0, 0, 0, 0]);
    expect(told(place.id)).toMatchObject([
      {
        version: 1,
        type: 'request',
        messageId: `${place.id}-1`,
        sequence: 1,
        locationId: 'main',
        held: false,
        lines: [{ lineId: 'lin_1', quantity: 2 }],
      },
    ]);
    const params = { id: place.orderId };
    const amended = await callHandler(amend, {
      params,
      body: {
        giftMessage: 'For Zoë',
        delivery: { wish: 'Ring twice', window: { from: '2026-12-01', to: '2026-12-03' } },
      },
    });
    expect(amended.status).toBe(200);
    expect(await place.tell()).toBe(0);
    expect((await callHandler(hold, { params, body: { kind: 'manual', reason: 'wait' } })).status).toBe(201);
    expect(await place.tell()).toBe(0);
    expect((await callHandler(cancel, { params, body: { reason: 'not wanted' } })).status).toBe(200);
    expect(await Promise.all([1, 2, 3].map(() => place.tell()))).toEqual([0, 0, 0]);
    const newest = new Map(told(place.id).map((message) => [message.sequence, message]));
    expect([...newest.values()]).toMatchObject([
      { type: 'request', sequence: 1 },
      {
        type: 'change',
        sequence: 2,
        held: false,
        wishes: {
          giftMessage: 'For Zoë',
          text: 'Ring twice',
          window: { from: '2026-12-01', to: '2026-12-03' },
        },
      },
      { type: 'change', sequence: 3, held: true },
      { type: 'cancel', sequence: 4, messageId: `${place.id}-4` },
    ]);
  });

  it('is nothing of what our own people do, and nothing of what was done', async () => {
    const own = { fulfilment: 1, page: 1, locationId: 'north' };
    const units = [{ lineId: 'lin_1', sku: 'OWN-1', shard: 0, quantity: 2 }];
    const place = await atWarehouse(test.table, { reservations: [{ ...own, units }] });
    expect(told(place.id)).toEqual([]);
    expect((await callHandler(send, { params: { id: place.id } })).status).toBe(404);
    const sent = await atWarehouse(test.table);
    expect(await sent.take(sent.says('shipped', sent.gone))).toBe(0);
    expect(await sent.tell()).toBe(0);
    expect(told(sent.id)).toHaveLength(1);
  });

  it('comes under the same id when the queue was down, and when it is asked for again', async () => {
    queue.isDown = true;
    const place = await atWarehouse(test.table).catch(() => undefined);
    expect(place).toBeUndefined();
    queue.isDown = false;
    const other = await atWarehouse(test.table);
    const { orderId } = other;
    queue.isDown = true;
    await callHandler(amend, { params: { id: orderId }, body: { shippingAddress: address } });
    expect(await other.tell()).toBe(1);
    queue.isDown = false;
    expect(await other.tell()).toBe(0);
    const again = await callHandler(send, { params: { id: other.id }, roles: ['warehouse'] });
    expect(again).toMatchObject({ status: 200, body: { messageId: `${other.id}-2`, type: 'change' } });
    expect(told(other.id).map(({ messageId }) => messageId)).toEqual([
      `${other.id}-1`,
      `${other.id}-2`,
      `${other.id}-2`,
    ]);
  });

  it('has a published schema', async () => {
    for (const name of ['warehouse-request', 'warehouse-confirmation']) {
      const { status, body } = await callHandler(schema, { params: { name } });
      expect(status).toBe(200);
      expect(body).toMatchObject({ $schema: expect.stringContaining('json-schema.org') });
    }
    expect((await callHandler(schema, { params: { name: 'other' } })).status).toBe(422);
  });
});
