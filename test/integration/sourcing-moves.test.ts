import { verifyTable } from '../../scripts/verify/verify-table.ts';
import { skuPk } from '../../shared/inventory/stock-keys.ts';
import { unique } from '../builders/an-order-request.ts';
import { openTestTable, type TestTable, useTestTable } from '../harness/dynamodb.ts';
import { consume } from './fulfilment-orders.ts';
import { type AnyBody, call, placed, read } from './orders/desk.ts';
import {
  allocate,
  aNetwork,
  explain,
  fromWhere,
  itemsOf,
  linesOf,
  loadsOf,
  ok,
  putLocation,
  ready,
  stockAt,
} from './sourcing-cases.ts';

let test: TestTable;
beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
}, 60_000);
afterAll(async () => {
  // Whatever was moved: the sums are right at the end.
  expect((await verifyTable(test.table)).differences).toEqual([]);
  await test.close();
}, 60_000);

describe('an order that is to be sent out', () => {
  it('moves when its location was closed meanwhile: given back and reserved in one commit', async () => {
    const { ids, skus } = await aNetwork([[9], [5]]);
    const [first = '', second = ''] = ids;
    const [sku = ''] = skus;
    const order = await ready(skus, 2);
    expect(await stockAt(sku)).toMatchObject({ [first]: { reserved: 2 }, [second]: { reserved: 0 } });
    await putLocation(first, { active: false });
    const after = await allocate(order);
    expect(fromWhere(after)).toEqual([second]);
    expect(await stockAt(sku)).toMatchObject({ [first]: { reserved: 0 }, [second]: { reserved: 2 } });
    expect((await explain(after)).history).toMatchObject([
      { event: 'stock_reserved' },
      { event: 'sourced_anew', data: { from: [first], to: [second] } },
    ]);
  });

  it('stays where it is when nobody else can send it', async () => {
    const { ids, skus } = await aNetwork([[9], [1]]);
    const order = await ready(skus, 2);
    await putLocation(ids[0] ?? '', { active: false });
    expect(fromWhere(await allocate(order))).toEqual([ids[0]]);
  });

  it('takes a place in the day of a location that can do only so much, and goes elsewhere when the day is full', async () => {
    const { ids, skus } = await aNetwork([[50], [20]], [{ dailyCapacity: 2 }]);
    const [small = '', other = ''] = ids;
    const orders: AnyBody[] = [];
    for (let at = 0; at < 4; at++) orders.push(await ready(skus, 1));
    // All four were placed while the day was empty; only two find room in it.
    const places = [];
    for (const order of orders) places.push(...fromWhere(await allocate(order)));
    expect(places).toEqual([small, small, other, other]);
    expect(await loadsOf(test.table, small)).toEqual([2]);
    const next = await placed(linesOf(skus));
    expect((await explain(next)).reserved).toMatchObject([{ locationId: other }]);
  });

  it('never sends more to a location than it can do, however many are sent out at once', async () => {
    const { ids, skus } = await aNetwork([[50], [50]], [{ dailyCapacity: 3 }]);
    const orders = await Promise.all(Array.from({ length: 8 }, () => ready(skus, 1, {})));
    let left = orders;
    // What meets too many others goes back into the queue.
    for (let round = 0; round < 10 && left.length > 0; round++) {
      const { handler } = await import('../../functions/fulfilment/allocate-order.ts');
      const failed = await Promise.all(
        left.map((order) => consume(handler, { orderId: order.id, stage: 'ready_unprocessed' })),
      );
      left = left.filter((_, at) => failed[at] !== 0);
    }
    expect(left).toEqual([]);
    const today = (await loadsOf(test.table, ids[0] ?? '')).reduce((sum, each) => sum + each, 0);
    expect(today).toBeLessThanOrEqual(3);
  }, 60_000);
});

describe('a location that refuses goods', () => {
  const reject = (id: string, body: Record<string, unknown>, headers: Record<string, string> = {}) =>
    call('sourcing/reject-fulfilment', { params: { id }, body, headers, roles: ['warehouse'] });

  it('gives them back, and another sends them; the same refusal again changes nothing', async () => {
    const { ids, skus } = await aNetwork([[9], [5]]);
    const [first = '', second = ''] = ids;
    const [sku = ''] = skus;
    const order = await allocate(await ready(skus, 2));
    const [fulfilment] = order.fulfilments;
    const once = await reject(
      fulfilment.id,
      { code: 'too_busy', note: 'no hands' },
      { 'idempotency-key': 'r-1' },
    );
    expect(once).toMatchObject({
      status: 200,
      body: { status: 'cancelled', rejected: { code: 'too_busy' } },
    });
    expect(await reject(fulfilment.id, { code: 'too_busy' })).toMatchObject({ status: 200 });
    const after = await read(order.id);
    expect(fromWhere(after)).toEqual([second]);
    expect(await stockAt(sku)).toMatchObject({
      [first]: { onHand: 9, reserved: 0 },
      [second]: { onHand: 5, reserved: 2 },
    });
    // The other refuses too: it does not go back to the first.
    const [again] = after.fulfilments.filter(({ status }: AnyBody) => status !== 'cancelled');
    expect((await reject(again.id, { code: 'closed' })).body).toMatchObject({
      status: 'exception',
      exception: expect.stringContaining('no other location'),
    });
    expect((await read(order.id)).fulfilment).toBe('exception');
    expect(await stockAt(sku)).toMatchObject({ [second]: { reserved: 2 } });
  });

  it('moves the missing units of a short pick; what nobody finds is not sold again', async () => {
    const { ids, skus } = await aNetwork([[4], [3]]);
    const [first = '', second = ''] = ids;
    const [sku = ''] = skus;
    const order = await allocate(await ready(skus, 3));
    const [{ id, lines }] = order.fulfilments;
    await ok('fulfilment/pick-fulfilment', {
      params: { id },
      body: { lines: [{ lineId: lines[0].lineId, picked: 1 }] },
    });
    expect((await read(order.id)).fulfilment).toBe('exception');
    expect((await reject(id, { code: 'not_found' })).body).toMatchObject({
      status: 'picked',
      lines: [{ quantity: 1, picked: 1 }],
    });
    expect(await stockAt(sku)).toMatchObject({
      [first]: { onHand: 2, reserved: 1 },
      [second]: { onHand: 3, reserved: 2 },
    });
    const after = await read(order.id);
    expect(fromWhere(after)).toEqual([first, second]);
    const moved = await itemsOf(test.table, skuPk(sku), 'MOVEMENT#');
    expect(moved.at(-1)).toMatchObject({ quantity: -2, cause: 'count', document: id });
  });

  it('moves what is missing with the pick itself, where the policy says so', async () => {
    const { ids, skus } = await aNetwork([[4], [3]]);
    const [first = '', second = ''] = ids;
    const shopId = unique();
    await ok('policies/put-policy', {
      params: { name: shopId },
      body: { fulfilment: { shortPick: 'move' } },
    });
    const order = await allocate(await ready(skus, 3, { shopId }));
    const [{ id, lines }] = order.fulfilments;
    const pick = async (picked: number) =>
      ok('fulfilment/pick-fulfilment', {
        params: { id },
        body: { lines: [{ lineId: lines[0].lineId, picked }] },
      });
    expect(await pick(1)).toMatchObject({ status: 'picked', lines: [{ quantity: 1, picked: 1 }] });
    expect(fromWhere(await read(order.id))).toEqual([first, second]);
    // It takes the last of both; nobody has more, so a short pick is an exception as ever.
    const last = await allocate(await ready(skus, 2, { shopId }));
    const [part] = last.fulfilments;
    const short = await ok('fulfilment/pick-fulfilment', {
      params: { id: part.id },
      body: { lines: [{ lineId: part.lines[0].lineId, picked: 0 }] },
    });
    expect(short).toMatchObject({ status: 'exception' });
  });

  it('may refuse a line alone, and gives its place in the day back when nothing is left', async () => {
    const { ids, skus } = await aNetwork(
      [
        [9, 9],
        [5, 5],
      ],
      [{ dailyCapacity: 5 }],
    );
    const [first = '', second = ''] = ids;
    const order = await allocate(await ready(skus, 2));
    const [{ id, lines }] = order.fulfilments;
    expect(await loadsOf(test.table, first)).toEqual([1]);
    const wrong = await reject(id, { code: 'other', lines: [{ lineId: 'lin_x', quantity: 1 }] });
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ path: '/lines/0/lineId' }] } });
    const { body } = await reject(id, { code: 'other', lines: [{ lineId: lines[0].lineId, quantity: 2 }] });
    expect(body).toMatchObject({ status: 'released', lines: [{ lineId: lines[1].lineId, quantity: 2 }] });
    expect(fromWhere(await read(order.id))).toEqual([first, second]);
    await reject(id, { code: 'other' });
    expect(fromWhere(await read(order.id))).toEqual([second, second]);
    expect(await loadsOf(test.table, first)).toEqual([0]);
  });
});
