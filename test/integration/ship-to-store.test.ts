import { verifyTable } from '../../scripts/verify/verify-table.ts';
import { readBuyersOrder } from '../../shared/notifications/effects/buyers-order-store.ts';
import { letterValues } from '../../shared/notifications/letter-values.ts';
import { dueParts } from '../../shared/sweeps/effects/due-index-store.ts';
import { handleDue } from '../../shared/sweeps/effects/handle-due.ts';
import { unique } from '../builders/an-order-request.ts';
import { openTestTable, type TestTable, useTestTable } from '../harness/dynamodb.ts';
import { type AnyBody, call, read } from './orders/desk.ts';
import { allocate, aNetwork, fromWhere, ok, ready, stockAt } from './sourcing-cases.ts';

let test: TestTable;
beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
}, 60_000);
afterAll(async () => {
  expect((await verifyTable(test.table)).differences).toEqual([]);
  await test.close();
}, 60_000);

/** A warehouse with plenty and a shop with so few; an order of three that is fetched in the shop. */
const ordered = async (inShop = 0): Promise<AnyBody> => {
  const { ids, skus } = await aNetwork([[50], [inShop]], [{}, { kind: 'store' }]);
  const [warehouse = '', shop = ''] = ids;
  const delivery = { method: 'pickup', pickupLocationId: shop };
  const order = await allocate(await ready(skus, 3, { delivery }));
  return { warehouse, shop, sku: skus[0], order, fulfilment: order.fulfilments[0] };
};

/** Takes a fulfilment to the carrier; answers it. */
const sent = async ({ id, lines }: AnyBody): Promise<AnyBody> => {
  const picks = lines.map(({ lineId, quantity }: AnyBody) => ({ lineId, picked: quantity }));
  await ok('fulfilment/pick-fulfilment', { params: { id }, body: { lines: picks } });
  const packed = await ok('fulfilment/pack-fulfilment', { params: { id } });
  expect(packed.pickup).toBeUndefined();
  return ok('fulfilment/ship-fulfilment', {
    params: { id },
    body: { carrier: 'generic', trackingNumber: `T${unique()}` },
  });
};

const arrive = (id: string) => call('pickup/arrive-at-store', { params: { id } });

const codeFor = async (orderId: string, fulfilmentId: string): Promise<string> => {
  const order = await readBuyersOrder(test.table, orderId);
  if (!order) throw new Error('There is no such order.');
  const news = { eventId: 'x.0', type: 'ready_for_pickup', at: '', orderId, data: { fulfilmentId } };
  return letterValues(order, news).pickupCode ?? '';
};

const typesOf = async (id: string): Promise<string[]> =>
  (await ok('orders/get-timeline', { params: { id } })).items.map(({ type }: AnyBody) => type);

describe('goods that are fetched in a store which has too few of them', () => {
  it('are sent there, wait at its counter, and are handed out against the code', async () => {
    const { warehouse, shop, sku, order, fulfilment } = await ordered();
    expect(fromWhere(order)).toEqual([warehouse]);
    const shipped = await sent(fulfilment);
    expect(shipped).toMatchObject({ status: 'shipped', toStore: { locationId: shop } });
    const underWay = await read(order.id);
    expect(underWay).toMatchObject({ stage: 'ready_processed', fulfilment: 'processed' });
    expect(underWay.lines[0].fulfilled).toBe(0);
    expect(await stockAt(sku)).toEqual({ [warehouse]: { onHand: 47, reserved: 0 } });
    expect(
      (await call('orders/cancel-order', { params: { id: order.id }, body: { reason: 'x' } })).status,
    ).toBe(409);

    const { status, body } = await arrive(fulfilment.id);
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'packed', locationId: shop, sentFrom: warehouse });
    expect((await arrive(fulfilment.id)).body).toEqual(body);
    expect(await stockAt(sku)).toMatchObject({ [shop]: { onHand: 3, reserved: 3 } });
    expect(await typesOf(order.id)).toEqual(expect.arrayContaining(['sent_to_store', 'ready_for_pickup']));

    const code = await codeFor(order.id, fulfilment.id);
    await ok('pickup/hand-out-fulfilment', { params: { id: fulfilment.id }, body: { code } });
    const fetched = await read(order.id);
    expect(fetched.fulfilment).toBe('delivered');
    expect(fetched.lines[0].fulfilled).toBe(3);
    expect(await stockAt(sku)).toMatchObject({ [shop]: { onHand: 0, reserved: 0 } });
    const types = await typesOf(order.id);
    expect(types.filter((type) => type === 'shipped')).toHaveLength(1);
  });

  it('arrive once, however many say so at once', async () => {
    const { shop, sku, fulfilment } = await ordered();
    await sent(fulfilment);
    const said = await Promise.all([1, 2, 3, 4].map(() => arrive(fulfilment.id)));
    expect(said.some(({ status }) => status === 200)).toBe(true);
    expect(await stockAt(sku)).toMatchObject({ [shop]: { onHand: 3, reserved: 3 } });
  });

  it('come from the store itself where it has them all', async () => {
    const { shop, order } = await ordered(3);
    expect(fromWhere(order)).toEqual([shop]);
  });

  it('that nobody fetches stay in the store, for others, when the order ends', async () => {
    const { shop, sku, order, fulfilment } = await ordered();
    await ok('policies/put-policy', {
      params: { name: 'default' },
      body: { pickup: { afterwards: 'cancel' } },
    });
    await sent(fulfilment);
    await arrive(fulfilment.id);
    const asOf = new Date(Date.now() + 8 * 86_400_000).toISOString();
    const deps = { table: test.table, random: Math.random, now: () => new Date(asOf) };
    for await (const page of dueParts(test.table, 'parcel', asOf))
      for (const message of page) if (message.orderId === order.id) await handleDue(deps, message);
    expect((await read(order.id)).status).toBe('cancelled');
    expect(await stockAt(sku)).toMatchObject({ [shop]: { onHand: 3, reserved: 0 } });
  });

  it('are not sent there where the rules say so', async () => {
    await ok('sourcing/put-sourcing-rules', { body: { shipToStore: false } });
    const { ids, skus } = await aNetwork([[50], [1]], [{}, { kind: 'store' }]);
    const delivery = { method: 'pickup', pickupLocationId: ids[1] };
    await expect(ready(skus, 2, { delivery })).rejects.toThrow('insufficient_stock');
  });
});
