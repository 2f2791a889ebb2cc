import { handler as waybill } from '../../../functions/fulfilment/create-waybill.ts';
import { handler as pack } from '../../../functions/fulfilment/pack-fulfilment.ts';
import { handler as pick } from '../../../functions/fulfilment/pick-fulfilment.ts';
import { handler as ship } from '../../../functions/fulfilment/ship-fulfilment.ts';
import { openTestTable, type TestTable, useTestTable } from '../../harness/dynamodb.ts';
import { allocated, fulfilmentOf, step } from './carrier-orders.ts';

let test: TestTable;
beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
}, 60_000);
afterAll(() => test?.close());

describe('several parcels', () => {
  const picked = async () => {
    const made = await allocated(test.table);
    await step(pick, made.id, { lines: [{ lineId: 'lin_1', picked: 2 }] });
    return made;
  };
  const one = { lines: [{ lineId: 'lin_1', quantity: 1 }] };

  it.each([
    ['too few', [one], '/parcels', 'not_what_was_picked'],
    ['too many', [one, one, one], '/parcels', 'not_what_was_picked'],
    [
      'an unknown line',
      [{ lines: [{ lineId: 'lin_9', quantity: 2 }] }],
      '/parcels/0/lines/0/lineId',
      'unknown_line',
    ],
    [
      'a line twice',
      [{ lines: [...one.lines, ...one.lines] }],
      '/parcels/0/lines/1/lineId',
      'duplicate_line',
    ],
    ['a box without contents beside others', [one, {}], '/parcels/1/lines', 'required'],
    ['no box', [], '/parcels', 'too_small'],
  ])('are refused with %s', async (_, parcels, path, code) => {
    const { id } = await picked();
    expect(await step(pack, id, { parcels })).toMatchObject({
      status: 422,
      body: { errors: [{ path, code }] },
    });
  });

  it('have a number each, of their own, and leave together', async () => {
    const { id, order } = await picked();
    const boxes = [{ ...one, weightGrams: 700 }, one];
    expect((await step(pack, id, { parcels: boxes })).body).toMatchObject({ status: 'packed', boxes });
    expect((await step(pack, id, { parcels: boxes })).status).toBe(200);
    expect(await step(pack, id, { parcels: [one, one] })).toMatchObject({ status: 409 });
    expect(await step(waybill, id, { trackingNumber: 'JUSTONE1' })).toMatchObject({
      status: 422,
      body: { errors: [{ path: '/trackingNumber', code: 'not_one_per_parcel' }] },
    });
    const { body } = await step(waybill, id);
    const numbers = (body.parcels as { trackingNumber: string }[]).map((each) => each.trackingNumber);
    expect(new Set(numbers).size).toBe(2);
    expect(body).toMatchObject({ parcels: [{ weightGrams: 700, ...one }, one] });
    expect(body).not.toHaveProperty('boxes');
    expect((await step(ship, id, { carrier: 'generic', trackingNumber: numbers[1] })).status).toBe(200);
    expect((await fulfilmentOf(test.table, order)).parcels.map(({ status }) => status)).toEqual([
      'handed_over',
      'handed_over',
    ]);
  });

  it('ship with numbers brought along, one for each', async () => {
    const { id } = await picked();
    await step(pack, id, { parcels: [one, one] });
    const numbers = [`A${Date.now()}`, `B${Date.now()}`];
    expect(await step(ship, id, { carrier: 'post', trackingNumber: numbers[0] })).toMatchObject({
      status: 422,
    });
    const shipped = await step(ship, id, { carrier: 'post', trackingNumbers: numbers });
    expect(shipped).toMatchObject({
      status: 200,
      body: { status: 'shipped', parcels: [{ trackingNumber: numbers[0] }, { trackingNumber: numbers[1] }] },
    });
    expect(await step(ship, id, { carrier: 'post', trackingNumbers: numbers })).toMatchObject({
      status: 200,
    });
  });
});
