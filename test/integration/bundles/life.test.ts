import { anOrderRequest } from '../../builders/an-order-request.ts';
import { openTestTable, type TestTable, useTestTable } from '../../harness/dynamodb.ts';
import { type AnyBody, allocated, call, paid, placed, read, step } from '../orders/desk.ts';
import { aBundle, putBundle, stockOf, wrongWith } from './bundle-room.ts';

let test: TestTable;

beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
}, 60_000);

afterEach(async () => expect(await wrongWith(test)).toEqual([]));
afterAll(() => test?.close());

const ready = async (lines: { sku: string; quantity: number }[]): Promise<AnyBody> =>
  allocated(await paid(await placed(lines)));

describe('an order of a bundle', () => {
  it('takes its parts from stock, is picked by parts, and counts as sent by whole bundles', async () => {
    const { bundle, parts } = await aBundle(test, [
      { onHand: 20, quantity: 2 },
      { onHand: 20, quantity: 1 },
    ]);
    const [cup = '', pot = ''] = parts;
    const order = await ready([
      { sku: bundle, quantity: 3 },
      { sku: cup, quantity: 1 },
    ]);
    expect(order.lines).toMatchObject([
      {
        sku: bundle,
        quantity: 3,
        components: [
          { sku: cup, quantity: 2 },
          { sku: pot, quantity: 1 },
        ],
        fulfilled: 0,
      },
      { sku: cup, quantity: 1 },
    ]);
    expect(order.lines[1].components).toBeUndefined();
    expect(await stockOf(cup)).toMatchObject({ onHand: 40, reserved: 7 });
    expect(await stockOf(pot)).toMatchObject({ onHand: 40, reserved: 3 });
    expect(order.fulfilments).toHaveLength(1);
    const [fulfilment] = order.fulfilments;
    expect(fulfilment.lines).toEqual([
      { lineId: 'lin_1', sku: cup, quantity: 6, picked: 0 },
      { lineId: 'lin_1', sku: pot, quantity: 3, picked: 0 },
      { lineId: 'lin_2', sku: cup, quantity: 1, picked: 0 },
    ]);
    const picks = fulfilment.lines.map(({ quantity, ...line }: AnyBody) => ({
      lineId: line.lineId,
      sku: line.sku,
      picked: quantity,
    }));
    expect(await step(fulfilment, 'pick-fulfilment', { lines: picks })).toMatchObject({
      status: 200,
      body: { status: 'picked' },
    });
    const boxes = [
      {
        lines: [
          { lineId: 'lin_1', sku: cup, quantity: 6 },
          { lineId: 'lin_2', quantity: 1 },
        ],
      },
      { lines: [{ lineId: 'lin_1', sku: pot, quantity: 3 }] },
    ];
    expect((await step(fulfilment, 'pack-fulfilment', { parcels: boxes })).status).toBe(200);
    expect((await step(fulfilment, 'create-waybill', { carrier: 'generic' })).body.parcels).toMatchObject(
      boxes,
    );
    expect((await step(fulfilment, 'ship-fulfilment')).body.status).toBe('shipped');
    expect((await read(order.id)).lines).toMatchObject([{ fulfilled: 3 }, { fulfilled: 1 }]);
    expect(await stockOf(cup)).toMatchObject({ onHand: 33, reserved: 0 });
    expect(await stockOf(pot)).toMatchObject({ onHand: 37, reserved: 0 });
  });

  it('asks whoever picks or packs which part they mean', async () => {
    const { bundle, parts } = await aBundle(test, [
      { onHand: 9, quantity: 1 },
      { onHand: 9, quantity: 1 },
    ]);
    const [cup, pot] = parts;
    const order = await ready([{ sku: bundle, quantity: 1 }]);
    const [fulfilment] = order.fulfilments;
    const refused = await step(fulfilment, 'pick-fulfilment', { lines: [{ lineId: 'lin_1', picked: 1 }] });
    expect(refused).toMatchObject({
      status: 422,
      body: {
        errors: [
          { path: '/lines/0/sku', code: 'required', message: expect.stringContaining(`${cup}, ${pot}`) },
        ],
      },
    });
    expect(
      await step(fulfilment, 'pick-fulfilment', { lines: [{ lineId: 'lin_1', sku: bundle, picked: 1 }] }),
    ).toMatchObject({ status: 422, body: { errors: [{ code: 'not_of_this_line' }] } });
    await step(fulfilment, 'pick-fulfilment', {
      lines: parts.map((sku) => ({ lineId: 'lin_1', sku, picked: 1 })),
    });
    expect(
      await step(fulfilment, 'pack-fulfilment', { parcels: [{ lines: [{ lineId: 'lin_1', quantity: 2 }] }] }),
    ).toMatchObject({
      status: 422,
      body: { errors: [{ path: '/parcels/0/lines/0/sku', code: 'required' }] },
    });
  });

  it('sends the part that was not found from elsewhere, and keeps the others', async () => {
    const { bundle, parts } = await aBundle(test, [
      { onHand: 8, quantity: 2 },
      { onHand: 8, quantity: 1 },
    ]);
    const [cup = '', pot = ''] = parts;
    const order = await ready([{ sku: bundle, quantity: 2 }]);
    const [first] = order.fulfilments;
    const picked = await step(first, 'pick-fulfilment', {
      lines: [
        { lineId: 'lin_1', sku: cup, picked: 3 },
        { lineId: 'lin_1', sku: pot, picked: 2 },
      ],
    });
    expect(picked).toMatchObject({
      status: 200,
      body: { status: 'exception', exception: expect.stringContaining(`${cup} × 1`) },
    });
    const rejected = await call('sourcing/reject-fulfilment', {
      params: { id: first.id },
      body: { code: 'not_found', lines: [{ lineId: 'lin_1', sku: cup, quantity: 1 }] },
    });
    expect(rejected).toMatchObject({ status: 200, body: { status: 'picked' } });
    const after = await read(order.id);
    expect(after.fulfilments.map(({ locationId, lines }: AnyBody) => ({ locationId, lines }))).toEqual([
      {
        locationId: first.locationId,
        lines: [
          { lineId: 'lin_1', sku: cup, quantity: 3, picked: 3 },
          { lineId: 'lin_1', sku: pot, quantity: 2, picked: 2 },
        ],
      },
      {
        locationId: first.locationId === 'main' ? 'north' : 'main',
        lines: [{ lineId: 'lin_1', sku: cup, quantity: 1, picked: 0 }],
      },
    ]);
    expect(await stockOf(cup)).toMatchObject({ onHand: 15, reserved: 4 });
    // The first parcel alone holds one whole bundle.
    await step(first, 'pack-fulfilment');
    await step(first, 'ship-fulfilment', { carrier: 'generic', trackingNumber: `T-${order.number}` });
    expect((await read(order.id)).lines[0].fulfilled).toBe(1);
  });

  it('keeps what it was made of, whatever becomes of the catalogue', async () => {
    const { bundle, parts } = await aBundle(test, [
      { onHand: 9, quantity: 1 },
      { onHand: 9, quantity: 1 },
    ]);
    const [cup = '', pot = ''] = parts;
    const order = await placed([{ sku: bundle, quantity: 1 }]);
    await putBundle(bundle, [{ sku: pot, quantity: 5 }]);
    const later = await allocated(await paid(order));
    expect(later.fulfilments[0].lines.map(({ sku }: AnyBody) => sku)).toEqual([cup, pot]);
    expect(await stockOf(pot)).toMatchObject({ reserved: 1 });
    const cancelled = await call('orders/cancel-order', {
      params: { id: order.id },
      body: { reason: 'changed their mind' },
    });
    expect(cancelled.status).toBe(200);
    expect(await stockOf(pot)).toMatchObject({ reserved: 0 });
  });

  it('is not sold while a part of it is not', async () => {
    const { bundle, parts } = await aBundle(test, [{ onHand: 9, quantity: 1 }]);
    const [cup = ''] = parts;
    await call('catalog/put-product', {
      params: { sku: cup },
      body: { name: 'Cup', price: { amount: 100, currency: 'CNY' }, weightGrams: 1, active: false },
    });
    await expect(placed([{ sku: bundle, quantity: 1 }])).rejects.toThrow(/inactive_sku.*its part/);
  });

  it('names the part that is short, summed with what is sold singly', async () => {
    const { bundle, parts } = await aBundle(test, [{ onHand: 3, quantity: 2 }]);
    const [cup = ''] = parts;
    const lines = [
      { sku: bundle, quantity: 3 },
      { sku: cup, quantity: 1 },
    ];
    expect(await call('orders/place-order', { body: anOrderRequest(lines) })).toMatchObject({
      status: 409,
      body: { code: 'insufficient_stock', shortages: [{ sku: cup, requested: 7, available: 6 }] },
    });
    expect((await placed([{ sku: bundle, quantity: 3 }])).fulfilment).toBe('unprocessed');
  });
});
