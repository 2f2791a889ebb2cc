import { allocated, call, paid, step } from '../orders/desk.ts';
import { type AnyOrder, openWaitingRoom, type WaitingRoom } from './waiting-room.ts';

describe('an order that waits for goods', () => {
  let room: WaitingRoom;
  beforeAll(async () => {
    room = await openWaitingRoom();
  });
  afterAll(() => room.close());

  const amend = (order: AnyOrder, lines: unknown) =>
    call('orders/amend-order', { params: { id: order.id }, body: { lines } });
  const unitsInQueue = async (sku: string): Promise<number[]> =>
    (await room.queueOf(sku)).map(({ units }) => units.reduce((sum, { quantity }) => sum + quantity, 0));

  it('waits for less when it is lowered, and keeps its place', async () => {
    const sku = await room.waitable(5);
    const order = await room.placed([{ sku, quantity: 4 }]);
    const { status, body } = await amend(order, [{ id: 'lin_1', sku, quantity: 3 }]);

    expect(status).toBe(200);
    expect(body.lines[0]).toMatchObject({ quantity: 3, backordered: 3 });
    expect(await room.queueOf(sku)).toMatchObject([{ since: order.placedAt }]);
    expect(await room.countOf(sku)).toBe(3);
    expect(await room.wrong()).toEqual([]);
  });

  it('takes another place for what is added, behind those who came before', async () => {
    const sku = await room.waitable(10);
    const first = await room.placed([{ sku, quantity: 1 }]);
    const second = await room.placed([{ sku, quantity: 1 }]);
    expect((await amend(first, [{ id: 'lin_1', sku, quantity: 3 }])).status).toBe(200);

    expect((await room.queueOf(sku)).map(({ orderId }) => orderId)).toEqual([first.id, second.id, first.id]);
    await room.receive(sku, 2);
    await room.serve(sku);
    expect((await room.read(second.id)).lines[0]).toMatchObject({ backordered: 0 });
    expect((await room.read(first.id)).lines[0]).toMatchObject({ backordered: 2 });
    expect((await amend(first, [{ id: 'lin_1', sku, quantity: 30 }])).body).toMatchObject({
      code: 'insufficient_stock',
    });
    expect(await room.wrong()).toEqual([]);
  });

  it('gives up its place when it is cancelled, and frees what it had', async () => {
    const sku = await room.waitable(5);
    await room.receive(sku, 1);
    const order = await room.placed([{ sku, quantity: 3 }]);
    const next = await room.placed([{ sku, quantity: 1 }]);
    await call('orders/cancel-order', { params: { id: order.id }, body: { reason: 'changed their mind' } });

    expect(await unitsInQueue(sku)).toEqual([1]);
    await room.serve(sku);
    expect((await room.read(next.id)).lines[0]).toMatchObject({ backordered: 0 });
    expect(await room.inventory(sku)).toMatchObject({ backordered: 0, reserved: 1 });
    expect(await room.wrong()).toEqual([]);
  });

  it('is split into what is there and what waits, and what is there is sent', async () => {
    const sku = await room.waitable(5);
    await room.receive(sku, 1);
    const order = await paid(await room.placed([{ sku, quantity: 3 }]));
    expect((await allocated(order)).fulfilments).toEqual([]);
    const { status, body } = await call('orders/split-order', {
      params: { id: order.id },
      body: { by: 'availability' },
    });

    expect(status).toBe(201);
    const [here, waiting] = body.orders ?? body.items ?? body;
    expect(here.lines[0]).toMatchObject({ quantity: 1, backordered: 0 });
    expect(waiting.lines[0]).toMatchObject({ quantity: 2, backordered: 2 });
    expect(await room.queueOf(sku)).toMatchObject([{ orderId: waiting.id, since: order.placedAt }]);
    expect((await allocated(here)).fulfilments).toHaveLength(1);
    expect(await room.wrong()).toEqual([]);
  });

  it('is merged with another, and each unit keeps its place', async () => {
    const sku = await room.waitable(5);
    const buyer = { customer: { name: 'Ada', email: `ada-${sku.toLowerCase()}@example.com` } };
    const place = {
      shippingAddress: {
        name: 'Ada',
        phone: '+447700900123',
        country: 'GB',
        province: 'England',
        city: 'London',
        line1: `${sku} Road`,
      },
    };
    const first = await room.placed([{ sku, quantity: 1 }], { ...buyer, ...place });
    const between = await room.placed([{ sku, quantity: 1 }]);
    const last = await room.placed([{ sku, quantity: 2 }], { ...buyer, ...place });
    const { status, body } = await call('orders/merge-orders', { body: { orderIds: [first.id, last.id] } });

    expect([status, body.code]).toEqual([200, undefined]);
    expect((await room.queueOf(sku)).map(({ orderId }) => orderId)).toEqual([first.id, between.id, first.id]);
    expect(await room.countOf(sku)).toBe(4);
    expect(await room.wrong()).toEqual([]);
  });

  it('keeps its place while it is held, is served, and goes on when it is released', async () => {
    const sku = await room.waitable(5);
    const order = await paid(await room.placed([{ sku, quantity: 2 }]));
    const hold = await call('orders/place-hold', {
      params: { id: order.id },
      body: { kind: 'manual', reason: 'to be looked at' },
    });
    await room.receive(sku, 2);
    await room.serve(sku);
    const served = await room.read(order.id);
    expect(served).toMatchObject({ stage: 'ready_unprocessed', fulfilments: [] });
    expect(served.lines[0]).toMatchObject({ backordered: 0 });
    const holdId = hold.body.holds.at(-1).id;
    await call('orders/release-hold', { params: { id: order.id, holdId } });
    expect((await allocated(order)).fulfilments).toHaveLength(1);
    expect(await room.wrong()).toEqual([]);
  });

  it('is sent in part where the shop sends what is there, and the rest when it comes', async () => {
    const shop = 'eager';
    await call('policies/put-policy', {
      params: { name: shop },
      body: { fulfilment: { backorders: 'send_what_is_there' } },
    });
    const sku = await room.waitable(5);
    await room.receive(sku, 1);
    const order = await paid(await room.placed([{ sku, quantity: 3 }], { shopId: shop }));
    const begun = await allocated(order);
    expect(begun.fulfilments).toHaveLength(1);
    expect(begun.fulfilments[0].lines[0]).toMatchObject({ quantity: 1 });
    const [part] = begun.fulfilments;
    await step(part, 'pick-fulfilment', { lines: [{ lineId: 'lin_1', picked: 1 }] });
    await step(part, 'pack-fulfilment');
    await step(part, 'ship-fulfilment', { carrier: 'generic', trackingNumber: `T-${sku}` });
    expect(await room.read(order.id)).toMatchObject({
      fulfilment: 'partially_shipped',
      stage: 'ready_processed',
    });

    await room.receive(sku, 2);
    await room.serve(sku);
    const served = await room.read(order.id);
    expect(served.fulfilments).toHaveLength(2);
    expect(served.fulfilments[1]).toMatchObject({ status: 'released', lines: [{ quantity: 2 }] });
    expect(await room.wrong()).toEqual([]);
  });

  it('waits at its own place for goods that are lost, also at the one location there is', async () => {
    const sku = await room.waitable(5);
    await room.receive(sku, 2);
    const order = await allocated(await paid(await room.placed([{ sku, quantity: 2 }])));
    const behind = await room.placed([{ sku, quantity: 1 }]);
    const [fulfilment] = order.fulfilments;
    const { status } = await call('sourcing/reject-fulfilment', {
      params: { id: fulfilment.id },
      body: { code: 'not_found' },
    });

    expect(status).toBe(200);
    const waiting = await room.read(order.id);
    expect(waiting.lines[0]).toMatchObject({ backordered: 2 });
    expect(waiting).toMatchObject({ stage: 'ready_unprocessed', fulfilments: [{ status: 'cancelled' }] });
    expect((await room.queueOf(sku)).map(({ orderId }) => orderId)).toEqual([order.id, behind.id]);
    expect(await room.inventory(sku)).toMatchObject({ onHand: 0, reserved: 0, backordered: 3 });
    await room.receive(sku, 2);
    await room.serve(sku);
    expect((await allocated(order)).fulfilments).toMatchObject([
      { status: 'cancelled' },
      { status: 'released', locationId: 'main' },
    ]);
    expect((await room.read(behind.id)).lines[0]).toMatchObject({ backordered: 1 });
    expect(await room.wrong()).toEqual([]);
  });
});
