import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { handler as allocate } from '../../functions/fulfilment/allocate-order.ts';
import { handler as applyEvent } from '../../functions/fulfilment/apply-carrier-event.ts';
import { handler as waybill } from '../../functions/fulfilment/create-waybill.ts';
import { handler as list } from '../../functions/fulfilment/list-fulfilments.ts';
import { handler as pack } from '../../functions/fulfilment/pack-fulfilment.ts';
import { handler as pick } from '../../functions/fulfilment/pick-fulfilment.ts';
import { handler as ship } from '../../functions/fulfilment/ship-fulfilment.ts';
import { handler as track } from '../../functions/tracking/track-order.ts';
import { chaseParcel } from '../../shared/fulfilment/chase-parcel.ts';
import { listWork } from '../../shared/fulfilment/effects/fulfilment-store.ts';
import { changeOrder } from '../../shared/orders/effects/change-order.ts';
import type { Order, OrderHead } from '../../shared/orders/order.ts';
import { deliveryKey } from '../../shared/webhooks/delivery.ts';
import { storeDelivery } from '../../shared/webhooks/effects/delivery-store.ts';
import { callHandler } from '../harness/call-handler.ts';
import { openTestTable, type TestTable, useTestTable } from '../harness/dynamodb.ts';
import { aStoredOrder, consume, happened, reload } from './fulfilment-orders.ts';

let test: TestTable;
beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
}, 60_000);
afterAll(() => test?.close());

const warehouse = async (id: string, ...steps: (typeof pick | typeof pack)[]) => {
  for (const step of steps) {
    const body = step === pick ? { lines: [{ lineId: 'lin_1', picked: 2 }] } : {};
    expect((await callHandler(step, { params: { id }, body, roles: ['warehouse'] })).status).toBe(200);
  }
};

const allocated = async (head: Partial<OrderHead> = {}, locationId = 'main') => {
  const order = await aStoredOrder(test.table, {
    head,
    reservations: [
      {
        fulfilment: 1,
        page: 1,
        locationId,
        units: [{ lineId: 'lin_1', sku: `P-${Math.random()}`, shard: 0, quantity: 2 }],
      },
    ],
  });
  await consume(allocate, { orderId: order.head.id });
  return { order, id: `ful_${order.head.id.slice(4)}_1` };
};

const withWaybill = async () => {
  const made = await allocated();
  await warehouse(made.id, pick, pack, waybill);
  const { fulfilments } = await reload(test.table, made.order);
  return { ...made, trackingNumber: fulfilments[0]?.parcels[0]?.trackingNumber ?? '' };
};

let deliveries = 0;
/** Delivers a carrier's message as the webhook's door does, and lets the worker apply it; answers what came back. */
const scanned = async (
  trackingNumber: string,
  ...events: { status: string; at: string }[]
): Promise<number> => {
  deliveries += 1;
  const [sender, id] = ['carriers/generic', `e${deliveries}`];
  const raw = Buffer.from(JSON.stringify({ id, carrier: 'generic', trackingNumber, events }));
  await storeDelivery(test.table, { inbox: 'carrier', sender, id, raw, now: new Date() });
  const detail = { inbox: 'carrier', deliveryKey: deliveryKey(sender, id) };
  return consume(applyEvent, { detail }, { detail });
};

describe('a carrier’s message', () => {
  it('brings the parcel to the door; the same message twice is applied once', async () => {
    const { order, id, trackingNumber } = await withWaybill();
    await warehouse(id, ship);
    const at = new Date().toISOString();
    expect(await scanned(trackingNumber, { status: 'delivered', at }, { status: 'in_transit', at })).toBe(0);
    expect(await scanned(trackingNumber, { status: 'in_transit', at })).toBe(0);
    const after = await reload(test.table, order);
    expect(after.head).toMatchObject({ fulfilment: 'delivered', stage: 'shipped' });
    const all = await happened(test.table, order);
    expect(all.slice(-4)).toEqual(['shipped', 'in_transit', 'out_for_delivery', 'delivered']);
  });

  it('ships what has left unseen', async () => {
    const { order, trackingNumber } = await withWaybill();
    expect(await scanned(trackingNumber, { status: 'picked_up', at: new Date().toISOString() })).toBe(0);
    expect(await reload(test.table, order)).toMatchObject({ head: { stage: 'shipped' }, reservations: [] });
  });

  it('comes back when nobody knows its parcel, or it is no longer kept', async () => {
    expect(await scanned('NOBODY-KNOWS-IT', { status: 'delivered', at: new Date().toISOString() })).toBe(2);
    expect(
      await consume(applyEvent, { inbox: 'carrier', deliveryKey: 'WEBHOOK#carriers/generic#gone' }),
    ).toBe(1);
  });
});

describe('a parcel’s clock', () => {
  it('stands in the index of what is due, is wound on in silence, and leaves it at the door', async () => {
    const { order, id, trackingNumber } = await withWaybill();
    await warehouse(id, ship);
    const due = async (): Promise<string | undefined> =>
      (await reload(test.table, order)).fulfilments[0]?.dueAt;
    const before = await due();
    if (!before) throw new Error('not due');
    await scanned(trackingNumber, { status: 'picked_up', at: new Date().toISOString() });
    const told = await happened(test.table, order);
    const deps = { table: test.table, now: () => new Date(), random: Math.random };
    await changeOrder(deps, order.head.id, (each, context) => chaseParcel(each, id, context), {
      actor: 'system:parcel-sweep',
      at: before,
    });
    expect((await due())?.localeCompare(before)).toBe(1);
    expect(await happened(test.table, order)).toEqual(told);
    await scanned(trackingNumber, { status: 'delivered', at: new Date().toISOString() });
    expect(await due()).toBeUndefined();
    const indexed = await Promise.all(
      [0, 1, 2, 3].map((shard) =>
        test.table.client.send(
          new QueryCommand({
            TableName: test.table.name,
            IndexName: 'byDue',
            KeyConditionExpression: 'duePk = :due',
            ExpressionAttributeValues: { ':due': `DUE#parcel#${shard}` },
          }),
        ),
      ),
    );
    expect(indexed.flatMap(({ Items = [] }) => Items.map(({ dueSk }) => dueSk)).join()).not.toContain(id);
  });
});

describe('a location’s work', () => {
  it('comes in handling order, page by page, without what is in another state', async () => {
    const promised = (day: number, placed: number): Partial<OrderHead> => ({
      promisedShipBy: `2024-07-0${day}T00:00:00.000Z`,
      placedAt: `2024-07-01T0${placed}:00:00.000Z`,
    });
    const made = [];
    for (const head of [promised(3, 0), promised(2, 5), promised(2, 4), promised(4, 0)])
      made.push(await allocated(head, 'east'));
    const [late, third, second, last] = made.map(({ id }) => id);
    await warehouse(last ?? '', pick, pack);
    const read = async (limit: number, status: 'released' | 'packed' | 'picked') => {
      const ids: string[] = [];
      for (let from: Parameters<typeof listWork>[1]['from'], page = 0; page < 9; page++) {
        const { work, next } = await listWork(test.table, {
          locationId: 'east',
          status,
          limit,
          ...(from ? { from } : {}),
        });
        ids.push(...work.map(({ id }) => id));
        if (!next) break;
        from = next;
      }
      return ids;
    };
    expect(await read(1, 'released')).toEqual([second, third, late]);
    expect(await read(50, 'released')).toEqual([second, third, late]);
    expect(await read(50, 'packed')).toEqual([last]);
    expect(await read(50, 'picked')).toEqual([]);
  });

  it('is asked for by location', async () => {
    const answer = await callHandler(list, { query: { status: 'released' } });
    expect(answer).toMatchObject({
      status: 422,
      body: { errors: [{ path: '/locationId', code: 'required' }] },
    });
  });
});

describe('tracking', () => {
  const ask = (order: Order, phone: string, number = order.head.number) =>
    callHandler(track, { query: { number, phone }, roles: [] });

  it('shows the parcel’s way to who knows number and telephone, and nothing else', async () => {
    const { order, id, trackingNumber } = await withWaybill();
    await warehouse(id, ship);
    const { status, body } = await ask(order, '13912345678', order.head.number.toLowerCase());
    expect(status).toBe(200);
    expect(body).toMatchObject({
      number: order.head.number,
      stage: 'shipped',
      parcels: [{ carrier: 'generic', trackingNumber, status: 'handed_over' }],
    });
    expect((body.milestones as { name: string }[]).map(({ name }) => name)).toEqual([
      'placed',
      'allocated',
      'released',
      'picked',
      'packed',
      'waybill_created',
      'shipped',
    ]);
    expect(JSON.stringify(body)).not.toMatch(/Ada|139|世纪|CNY/);
  });

  it('answers a wrong telephone as it answers an unknown number', async () => {
    const { order } = await allocated();
    const wrong = await ask(order, '13912345679');
    const unknown = await ask(order, '13912345678', '240701-ZZZZZZ');
    expect(wrong.status).toBe(404);
    expect(wrong.body).toEqual(unknown.body);
  });
});
