import { verifyTable } from '../../scripts/verify/verify-table.ts';
import { readBuyersOrder } from '../../shared/notifications/effects/buyers-order-store.ts';
import { letterValues } from '../../shared/notifications/letter-values.ts';
import { dueParts } from '../../shared/sweeps/effects/due-index-store.ts';
import { handleDue } from '../../shared/sweeps/effects/handle-due.ts';
import { anOrderRequest } from '../builders/an-order-request.ts';
import { openTestTable, type TestTable, useTestTable } from '../harness/dynamodb.ts';
import { type AnyBody, call, read } from './orders/desk.ts';
import { allocate, aNetwork, fromWhere, linesOf, ok, ready, stockAt } from './sourcing-cases.ts';

let test: TestTable;
beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
}, 60_000);
afterAll(async () => {
  expect((await verifyTable(test.table)).differences).toEqual([]);
  await test.close();
}, 60_000);

/** A warehouse with plenty and a shop with a little; an order that is fetched in the shop. */
const aShop = async () => {
  const { ids, skus } = await aNetwork([[50], [5]], [{}, { kind: 'store' }]);
  const delivery = { method: 'pickup', pickupLocationId: ids[1] };
  return { shop: ids[1] ?? '', elsewhere: ids[0] ?? '', skus, sku: skus[0] ?? '', delivery };
};

const packedAt = async (skus: readonly string[], delivery: unknown): Promise<AnyBody> => {
  const order = await allocate(await ready(skus, 2, { delivery }));
  const [{ id, lines }] = order.fulfilments;
  const body = { lines: [{ lineId: lines[0].lineId, picked: 2 }] };
  await ok('fulfilment/pick-fulfilment', { params: { id }, body });
  await ok('fulfilment/pack-fulfilment', { params: { id } });
  return { order, id };
};

/** The code as the buyer is told it. */
const codeFor = async (orderId: string, fulfilmentId: string): Promise<string> => {
  const order = await readBuyersOrder(test.table, orderId);
  if (!order) throw new Error('There is no such order.');
  const news = { eventId: 'x.0', type: 'ready_for_pickup', at: '', orderId, data: { fulfilmentId } };
  return letterValues(order, news).pickupCode ?? '';
};

const anOrderFor = (skus: readonly string[], quantity: number) => anOrderRequest(linesOf(skus, quantity));

const handOut = (id: string, code: string) =>
  call('pickup/hand-out-fulfilment', { params: { id }, body: { code }, roles: ['warehouse'] });

describe('an order that its buyer fetches', () => {
  it('is sourced at that store, and sent there where it has too few', async () => {
    const { shop, elsewhere, skus, sku, delivery } = await aShop();
    const order = await allocate(await ready(skus, 2, { delivery }));
    expect(fromWhere(order)).toEqual([shop]);
    expect(fromWhere(await allocate(await ready(skus, 4, { delivery })))).toEqual([elsewhere]);
    const { status, body } = await call('orders/place-order', {
      body: { ...anOrderFor(skus, 50), delivery },
    });
    expect(status).toBe(409);
    expect(body).toMatchObject({
      code: 'insufficient_stock',
      shortages: [{ sku, requested: 50, available: 49 }],
    });
    const nowhere = { method: 'pickup', pickupLocationId: 'nowhere' };
    expect(
      await call('orders/place-order', { body: { ...anOrderFor(skus, 1), delivery: nowhere } }),
    ).toMatchObject({ status: 422, body: { errors: [{ path: '/delivery/pickupLocationId' }] } });
  });

  it('is handed out against the code, and its stock leaves', async () => {
    const { shop, skus, sku, delivery } = await aShop();
    const { order, id } = await packedAt(skus, delivery);
    const code = await codeFor(order.id, id);
    expect(code).toMatch(/^\d{6}$/);
    const wrong = code === '000000' ? '000001' : '000000';
    expect(await handOut(id, wrong)).toMatchObject({
      status: 403,
      body: { code: 'wrong_pickup_code', triesLeft: 4 },
    });
    const { body: seen } = await call('fulfilment/get-fulfilment', { params: { id } });
    expect(seen.pickup).toEqual({ readyAt: expect.any(String), failures: 1 });
    expect((await handOut(id, code)).body).toMatchObject({ status: 'delivered' });
    expect((await handOut(id, code)).status).toBe(200);
    const after = await read(order.id);
    expect(after).toMatchObject({ fulfilment: 'delivered', stage: 'processed_shipped' });
    expect(await stockAt(sku)).toMatchObject({ [shop]: { onHand: 3, reserved: 0 } });
  });

  it('counts wrong codes that are tried at once, each of them', async () => {
    const { skus, delivery } = await aShop();
    const { order, id } = await packedAt(skus, delivery);
    const code = await codeFor(order.id, id);
    const wrong = ['111111', '222222', '333333', '444444', '555555', '666666'].filter(
      (each) => each !== code,
    );
    for (const each of wrong) await handOut(id, each);
    expect(await handOut(id, code)).toMatchObject({ status: 409, body: { code: 'pickup_locked' } });
    await ok('pickup/renew-pickup-code', { params: { id } });
    expect((await handOut(id, await codeFor(order.id, id))).status).toBe(200);
  });

  it('is found by the sweep when nobody fetches it: reminded, then an exception', async () => {
    const { skus, delivery } = await aShop();
    const { id, order } = await packedAt(skus, delivery);
    const deps = { table: test.table, now: () => new Date(), random: Math.random };
    const later = (days: number): string => new Date(Date.now() + days * 86_400_000 + 60_000).toISOString();
    const run = async (asOf: string): Promise<number> => {
      let found = 0;
      for await (const page of dueParts(test.table, 'parcel', asOf))
        for (const message of page.filter((each) => each.orderId === order.id)) {
          found += 1;
          expect(await handleDue(deps, message)).toBeUndefined();
        }
      return found;
    };
    expect(await run(later(1))).toBe(0);
    expect(await run(later(3))).toBe(1);
    expect(await run(later(3))).toBe(0);
    expect(await run(later(7))).toBe(1);
    expect(await run(later(9))).toBe(0);
    const { body } = await call('orders/get-timeline', { params: { id: order.id } });
    const types = body.items.map(({ type }: AnyBody) => type);
    expect(types).toEqual(
      expect.arrayContaining(['ready_for_pickup', 'pickup_reminded', 'exception_not_collected']),
    );
    // Late, but here: it can still be fetched.
    expect((await handOut(id, await codeFor(order.id, id))).status).toBe(200);
  });
});
