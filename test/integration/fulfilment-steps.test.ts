import { handler as allocate } from '../../functions/fulfilment/allocate-order.ts';
import { handler as waybill } from '../../functions/fulfilment/create-waybill.ts';
import { handler as read } from '../../functions/fulfilment/get-fulfilment.ts';
import { handler as pack } from '../../functions/fulfilment/pack-fulfilment.ts';
import { handler as pick } from '../../functions/fulfilment/pick-fulfilment.ts';
import { handler as ship } from '../../functions/fulfilment/ship-fulfilment.ts';
import { settleStock } from '../../shared/orders/effects/settle-stock.ts';
import type { Order } from '../../shared/orders/order.ts';
import type { Reservation } from '../../shared/orders/reservation.ts';
import { type Call, callHandler } from '../harness/call-handler.ts';
import { openTestTable, type TestTable, useTestTable } from '../harness/dynamodb.ts';
import { aStoredOrder, consume, happened, reload, stockOf } from './fulfilment-orders.ts';

let test: TestTable;
beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
}, 60_000);
afterAll(() => test?.close());

const on = (id: string, call: Call = {}): Call => ({ params: { id }, roles: ['warehouse'], ...call });
const keyed = (key: string) => ({ headers: { 'idempotency-key': key } });
const skuOf = (order: Order): string => order.reservations[0]?.units[0]?.sku ?? '';
const count = (all: readonly string[], type: string): number => all.filter((each) => each === type).length;

/** An order in the warehouse's hands; answers the ids of its fulfilments. */
const allocated = async (reservations?: readonly Reservation[]) => {
  const order = await aStoredOrder(test.table, reservations ? { reservations } : {});
  expect(await consume(allocate, { orderId: order.head.id, stage: 'ready_unprocessed' })).toBe(0);
  const { fulfilments } = await reload(test.table, order);
  return { order, ids: fulfilments.map(({ id }) => id) as [string, ...string[]], fulfilments };
};

const packed = async () => {
  const { order, ids } = await allocated();
  const body = { lines: [{ lineId: 'lin_1', picked: 2 }] };
  expect((await callHandler(pick, on(ids[0], { body }))).status).toBe(200);
  expect((await callHandler(pack, on(ids[0]))).body).toMatchObject({ status: 'packed' });
  return { order, id: ids[0] };
};

const twoLocations = (sku: string): Reservation[] =>
  ['main', 'north'].map((locationId, at) => ({
    fulfilment: at + 1,
    page: 1,
    locationId,
    units: [{ lineId: 'lin_1', sku: `${sku}-${at}`, shard: 0, quantity: 1 }],
  }));

describe('a ready order', () => {
  it('is sent to the warehouse once, however often it is asked for', async () => {
    const order = await aStoredOrder(test.table);
    const message = { detail: { orderId: order.head.id, stage: 'ready_unprocessed' } };
    const failures = await Promise.all([1, 2, 3, 4].map(() => consume(allocate, message, message)));
    expect(failures).toEqual([0, 0, 0, 0]);
    const after = await reload(test.table, order);
    expect(after.fulfilments).toMatchObject([{ status: 'released', version: 1 }]);
    expect(after.head).toMatchObject({ stage: 'ready_processed', version: 2 });
    expect(await happened(test.table, order)).toEqual(['placed', 'allocated', 'released']);
  });

  it('comes back to the queue when nothing is reserved for it', async () => {
    const order = await aStoredOrder(test.table, { reservations: [] });
    expect(await consume(allocate, { orderId: order.head.id })).toBe(1);
  });
});

describe('shipping', () => {
  it('takes effect once when ten ask at the same time, and answers all of them alike', async () => {
    const { order, id } = await packed();
    expect((await callHandler(waybill, on(id))).status).toBe(200);
    const answers = await Promise.all(Array.from({ length: 10 }, () => callHandler(ship, on(id))));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    for (const { body } of answers) expect(body).toEqual(answers[0]?.body);
    expect(await stockOf(test.table, skuOf(order))).toEqual({ onHand: 0, reserved: 0, movements: 1 });
    expect(count(await happened(test.table, order), 'shipped')).toBe(1);
    expect((await reload(test.table, order)).reservations).toEqual([]);
  });

  it('does the same with one Idempotency-Key, and with a waybill made elsewhere', async () => {
    const { order, id } = await packed();
    const call = on(id, {
      body: { carrier: 'ups', trackingNumber: `1Z${id.slice(4, 30)}` },
      ...keyed('ship-1'),
    });
    const answers = await Promise.all(Array.from({ length: 6 }, () => callHandler(ship, call)));
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
    for (const { body } of answers) expect(body).toEqual(answers[0]?.body);
    expect(await stockOf(test.table, skuOf(order))).toEqual({ onHand: 0, reserved: 0, movements: 1 });
  });

  it('knows which of two locations was the last, also when both ship at once', async () => {
    const { order, ids } = await allocated(twoLocations('BOTH'));
    const body = { lines: [{ lineId: 'lin_1', picked: 1 }] };
    for (const step of [pick, pack, waybill]) {
      const answers = await Promise.all(
        ids.map((id) => callHandler(step, on(id, step === pick ? { body } : {}))),
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    }
    const answers = await Promise.all(ids.map((id) => callHandler(ship, on(id))));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const all = await happened(test.table, order);
    for (const type of ['picked', 'packed', 'waybill_created', 'partially_shipped', 'shipped'])
      expect([type, count(all, type)]).toEqual([type, 1]);
    expect((await reload(test.table, order)).head).toMatchObject({ fulfilment: 'shipped', stage: 'shipped' });
  });
});

describe('a waybill number', () => {
  it('stands for one parcel: of two who claim it at once, one is refused and nothing of it is kept', async () => {
    const both = await Promise.all([packed(), packed()]);
    const body = { carrier: 'dhl', trackingNumber: 'JD014600003SEN' };
    const answers = await Promise.all(both.map(({ id }) => callHandler(waybill, on(id, { body }))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const lost = answers.findIndex(({ status }) => status === 409);
    expect(answers[lost]?.body).toMatchObject({ code: 'tracking_number_in_use' });
    const loser = both[lost];
    if (!loser) throw new Error('no loser');
    expect((await reload(test.table, loser.order)).fulfilments).toMatchObject([
      { status: 'packed', parcels: [] },
    ]);
    expect((await callHandler(ship, on(loser.id, { body }))).body).toMatchObject({
      code: 'tracking_number_in_use',
    });
  });

  it('is made once when several ask for the same parcel', async () => {
    const { order, id } = await packed();
    const answers = await Promise.all([1, 2, 3].map(() => callHandler(waybill, on(id))));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await reload(test.table, order)).fulfilments[0]?.parcels).toHaveLength(1);
  });
});

describe('an answer', () => {
  it('is given again for the same key, also when nothing was left to do, and not for another request', async () => {
    const { id } = await packed();
    const first = await callHandler(pack, on(id, keyed('pack-again')));
    expect(first.status).toBe(200);
    await callHandler(waybill, on(id));
    const repeat = await callHandler(pack, on(id, keyed('pack-again')));
    expect(repeat).toMatchObject({
      status: 200,
      headers: { 'idempotent-replayed': 'true' },
      body: first.body,
    });
    await callHandler(waybill, on(id, { body: { carrier: 'generic' }, ...keyed('paper') }));
    const other = await callHandler(waybill, on(id, { body: {}, ...keyed('paper') }));
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
  });

  it('carries the version, and a change of another version is refused', async () => {
    const { id } = await packed();
    const { headers, body } = await callHandler(read, on(id));
    expect(body).toMatchObject({ id, status: 'packed' });
    expect(headers.etag).toBe('"3"');
    const stale = await callHandler(waybill, on(id, { headers: { 'if-match': '"2"' } }));
    expect(stale).toMatchObject({ status: 412, body: { code: 'precondition_failed', version: 3 } });
    expect((await callHandler(waybill, on(id, { headers: { 'if-match': '"3"' } }))).status).toBe(200);
  });

  it('is a 404 for what is not there, a 422 for what is no id, a 403 for who may not', async () => {
    const missing = 'ful_01J00000000000000000000009_1';
    expect((await callHandler(read, on(missing))).status).toBe(404);
    expect((await callHandler(ship, on(missing))).body).toMatchObject({ code: 'not_found' });
    expect((await callHandler(ship, on('ful_x'))).status).toBe(422);
    expect((await callHandler(ship, on(missing, { roles: ['service_agent'] }))).status).toBe(403);
    expect(
      (await callHandler(pick, on(missing, { body: { lines: [], colour: 1 } }))).body.errors,
    ).toMatchObject([{ path: '/lines' }, { path: '/colour', code: 'unknown_field' }]);
  });
});

describe('an order of a thousand lines', () => {
  it('goes the whole way; its stock leaves page by page', async () => {
    const units = Array.from({ length: 1000 }, (_, at) => ({
      lineId: `lin_01J0000000000000000000${String(at).padStart(4, '0')}`,
      sku: `${'灯'.repeat(58)}-${String(at).padStart(4, '0')}`,
      shard: 0,
      quantity: 1,
    }));
    const pages = Array.from({ length: 25 }, (_, at) => ({
      fulfilment: 1,
      page: at + 1,
      locationId: 'main',
      units: units.slice(at * 40, at * 40 + 40),
    }));
    const { order, ids } = await allocated(pages);
    const body = { lines: units.map(({ lineId }) => ({ lineId, picked: 1 })) };
    expect((await callHandler(pick, on(ids[0], { body, ...keyed('large-pick') }))).body).toMatchObject({
      status: 'picked',
    });
    for (const step of [pack, waybill, ship]) expect((await callHandler(step, on(ids[0]))).status).toBe(200);
    expect((await reload(test.table, order)).reservations.length).toBeGreaterThan(0);
    // Thrice at once, as a message that comes again while it is worked on: each page ends once all the same.
    const deps = { table: test.table, now: () => new Date(), random: Math.random };
    await Promise.all([1, 2, 3].map(() => settleStock(deps, order.head.id)));
    expect((await reload(test.table, order)).reservations).toEqual([]);
    for (const at of [0, 500, 999])
      expect(await stockOf(test.table, units[at]?.sku ?? '')).toEqual({
        onHand: 0,
        reserved: 0,
        movements: 1,
      });
  }, 60_000);
});
