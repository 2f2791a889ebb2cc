import { handler as cancel } from '../../../functions/orders/cancel-order.ts';
import { handler as hold } from '../../../functions/orders/place-hold.ts';
import { handler as releaseHold } from '../../../functions/orders/release-hold.ts';
import { handler as confirm } from '../../../functions/warehouse/confirm-warehouse-work.ts';
import { handler as list } from '../../../functions/warehouse/list-warehouse-confirmations.ts';
import { callHandler } from '../../harness/call-handler.ts';
import { openTestTable, type TestTable, useTestTable } from '../../harness/dynamodb.ts';
import { useCursorSecret } from '../../harness/secrets.ts';
import { happened, stockOf } from '../fulfilment-orders.ts';
import { aLocation, atWarehouse, openQueue } from './outside-warehouse.ts';

let test: TestTable;
beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
  useCursorSecret();
  openQueue();
  await aLocation('main', 'external');
  await aLocation('north', 'own');
}, 60_000);
afterAll(() => test?.close());

type Place = Awaited<ReturnType<typeof atWarehouse>>;

const permutations = <T>(of: readonly T[]): T[][] =>
  of.length === 0
    ? [[]]
    : of.flatMap((first, at) => permutations(of.toSpliced(at, 1)).map((rest) => [first, ...rest]));

const story = (place: Place) => [
  place.says('accepted'),
  place.says('picked', { lines: [{ lineId: 'lin_1', picked: 2 }], at: '2026-07-01T10:01:00Z' }),
  place.says('packed', { parcels: [{ weightGrams: 900 }], at: '2026-07-01T10:02:00Z' }),
  place.says('shipped', { ...place.gone, at: '2026-07-01T10:03:00Z' }),
];

const shippedOnce = async (place: Place) => {
  const after = await place.now();
  expect(after.head).toMatchObject({ fulfilment: 'shipped', stage: 'shipped' });
  const all = await happened(test.table, place.order);
  for (const step of ['picked', 'packed', 'shipped'])
    expect([step, all.filter((each) => each === step).length]).toEqual([step, 1]);
  const sku = place.order.reservations[0]?.units[0]?.sku ?? '';
  expect(await stockOf(test.table, sku)).toEqual({ onHand: 0, reserved: 0, movements: 1 });
};

const answered = async (body: unknown) => (await callHandler(confirm, { body, roles: ['warehouse'] })).body;
const refusedOf = async (id: string) => {
  const { body } = await callHandler(list, { query: { status: 'refused', limit: '100' } });
  return (body.items as { confirmation: { fulfilmentId: string; type: string }; code: string }[]).filter(
    ({ confirmation }) => confirmation.fulfilmentId === id,
  );
};

describe('take-warehouse-confirmation: what an outside warehouse did', () => {
  it.each(permutations([0, 1, 2, 3]))(
    'ships once in the order %i %i %i %i, each told twice',
    async (...order) => {
      const place = await atWarehouse(test.table);
      const told = story(place);
      for (const at of order) expect(await place.take(told[at], told[at])).toBe(0);
      await shippedOnce(place);
      for (const at of order) expect(await place.take(told[at])).toBe(0);
      await shippedOnce(place);
      expect(await refusedOf(place.id)).toEqual([]);
    },
  );

  it('ships once when all is told at the same time by queue and API, and when all but the last is lost', async () => {
    const place = await atWarehouse(test.table);
    const told = story(place);
    let left = [...told, ...told];
    for (let round = 0; round < 10 && left.length > 0; round++) {
      const failed = await Promise.all(left.map((each) => place.take(each)));
      left = left.filter((_, at) => failed[at]);
    }
    expect(left).toEqual([]);
    await shippedOnce(place);
    const other = await atWarehouse(test.table);
    expect(await answered(other.says('shipped', other.gone))).toMatchObject({ status: 'applied' });
    await shippedOnce(other);
  });

  it('has no effect under a message id that stands for something else', async () => {
    const place = await atWarehouse(test.table);
    const first = place.says('picked', { messageId: 'm-1' });
    expect(await answered(first)).toMatchObject({ status: 'applied' });
    expect(await answered(first)).toMatchObject({ status: 'applied' });
    const other = await callHandler(confirm, { body: { ...first, type: 'packed' } });
    expect(other).toMatchObject({ status: 409, body: { code: 'message_id_reused' } });
    expect((await place.now()).fulfilments).toMatchObject([{ status: 'picked', version: 2 }]);
  });

  it('says which goods are missing, and a late telling of an earlier look changes nothing', async () => {
    const place = await atWarehouse(test.table);
    const short = (picked: number, minute: number) =>
      place.says('picked', { lines: [{ lineId: 'lin_1', picked }], at: `2026-07-01T10:0${minute}:00Z` });
    expect(await answered(short(1, 5))).toMatchObject({ status: 'applied' });
    expect(await answered(short(0, 4))).toMatchObject({ status: 'unchanged' });
    expect((await place.now()).fulfilments).toMatchObject([{ status: 'exception', lines: [{ picked: 1 }] }]);
    // Nobody said that the rest was found.
    const shipped = place.says('shipped', { ...place.gone, at: '2026-07-01T10:09:00Z' });
    expect(await answered(shipped)).toMatchObject({ status: 'refused', code: 'illegal_transition' });
    expect(await answered(short(2, 8))).toMatchObject({ status: 'applied' });
    expect(await place.tell()).toBe(0);
    await shippedOnce(place);
    expect(await refusedOf(place.id)).toEqual([]);
  });

  it('waits until somebody says what lies in which parcel', async () => {
    const place = await atWarehouse(test.table);
    const [one, two] = [`1ZA${place.id.slice(8, 30)}`, `1ZB${place.id.slice(8, 30)}`];
    const shipped = place.says('shipped', {
      carrier: 'ups',
      parcels: [{ trackingNumber: one }, { trackingNumber: two }],
    });
    expect(await answered(shipped)).toMatchObject({ status: 'refused', code: 'parcels_unknown' });
    const box = { weightGrams: 500, lines: [{ lineId: 'lin_1', quantity: 1 }] };
    expect(await answered(place.says('packed', { parcels: [box, box] }))).toMatchObject({
      status: 'applied',
    });
    expect(await place.tell()).toBe(0);
    await shippedOnce(place);
    expect((await place.now()).fulfilments[0]?.parcels).toMatchObject([
      { trackingNumber: one, weightGrams: 500 },
      { trackingNumber: two, weightGrams: 500 },
    ]);
  });
});

describe('what cannot be applied', () => {
  it('is kept where people see it, and blocks nothing', async () => {
    const [place, next] = [await atWarehouse(test.table), await atWarehouse(test.table)];
    const unknown = 'ful_01J00000000000000000000009_1';
    const messages = [
      place.says('accepted', { fulfilmentId: unknown }),
      place.says('picked', { lines: [{ lineId: 'lin_9', picked: 1 }] }),
      place.says('picked', { lines: [{ lineId: 'lin_1', picked: 3 }] }),
      place.says('picked', { locationId: 'north' }),
      next.says('shipped', next.gone),
    ];
    expect(await place.take(...messages)).toBe(0);
    await shippedOnce(next);
    expect(await refusedOf(unknown)).toMatchObject([{ code: 'not_found' }]);
    expect((await refusedOf(place.id)).map(({ code }) => code).sort()).toEqual([
      'not_external',
      'validation_failed',
      'validation_failed',
    ]);
    expect((await place.now()).fulfilments).toMatchObject([{ status: 'released', version: 1 }]);
    // What is no confirmation at all goes to the dead letters.
    expect(await place.take({ version: 1, type: 'lost' })).toBe(1);
  });

  it('is applied when the hold that stood in its way is released', async () => {
    const place = await atWarehouse(test.table);
    const params = { id: place.orderId };
    const held = await callHandler(hold, { params, body: { kind: 'manual', reason: 'wait' } });
    const { id: holdId } = (held.body.holds as { id: string }[])[0] ?? { id: '' };
    expect(await answered(place.says('shipped', place.gone))).toMatchObject({ code: 'order_on_hold' });
    expect(await place.tell()).toBe(0);
    expect(await refusedOf(place.id)).toHaveLength(1);
    const freed = await callHandler(releaseHold, { params: { ...params, holdId }, body: {} });
    expect(freed.status).toBe(200);
    expect(await place.tell()).toBe(0);
    await shippedOnce(place);
    expect(await refusedOf(place.id)).toEqual([]);
  });

  it('is what left although it was cancelled; of both at once one wins, and stock fits it', async () => {
    for (let round = 0; round < 4; round++) {
      const place = await atWarehouse(test.table);
      const shipped = place.says('shipped', place.gone);
      const [cancelled, failed] = await Promise.all([
        callHandler(cancel, { params: { id: place.orderId }, body: { reason: 'changed my mind' } }),
        place.take(shipped),
      ]);
      if (failed > 0) expect(await place.take(shipped)).toBe(0);
      const { head } = await place.now();
      const sku = place.order.reservations[0]?.units[0]?.sku ?? '';
      if (cancelled.status === 200) {
        expect(head.status).toBe('cancelled');
        expect(await refusedOf(place.id)).toMatchObject([{ code: 'fulfilment_cancelled' }]);
        expect(await answered(place.says('picked'))).toMatchObject({ status: 'unchanged' });
        expect(await answered(place.says('cancelled'))).toMatchObject({ status: 'unchanged' });
        expect(await stockOf(test.table, sku)).toMatchObject({ onHand: 2, reserved: 0 });
      } else await shippedOnce(place);
    }
  });
});
