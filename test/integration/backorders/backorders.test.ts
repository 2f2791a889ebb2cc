import { call, paid } from '../orders/desk.ts';
import { openWaitingRoom, type WaitingRoom } from './waiting-room.ts';

describe('goods that are not there', () => {
  let room: WaitingRoom;
  beforeAll(async () => {
    room = await openWaitingRoom();
  });
  afterAll(() => room.close());

  it('are sold up to the limit, and take their place in the queue', async () => {
    const sku = await room.waitable(5);
    const order = await room.placed([{ sku, quantity: 3 }]);

    expect(order.lines[0]).toMatchObject({ quantity: 3, backordered: 3 });
    expect(await room.queueOf(sku)).toEqual([
      { sku, orderId: order.id, since: order.placedAt, units: [{ lineId: 'lin_1', quantity: 3 }] },
    ]);
    expect(await room.inventory(sku)).toMatchObject({ backordered: 3, available: 0 });
    const { status, body } = await room.order([{ sku, quantity: 3 }]);
    expect(status).toBe(409);
    expect(body).toMatchObject({
      code: 'insufficient_stock',
      shortages: [{ sku, requested: 3, available: 0, backorderable: 2 }],
    });
    expect(await room.countOf(sku)).toBe(3);
    expect(await room.wrong()).toEqual([]);
  });

  it('that are there in part are reserved in part', async () => {
    const sku = await room.waitable(5);
    await room.receive(sku, 2);
    const order = await room.placed([{ sku, quantity: 3 }]);

    expect(order.lines[0]).toMatchObject({ backordered: 1 });
    expect(await room.inventory(sku)).toMatchObject({ reserved: 2, available: 0, backordered: 1 });
    expect(await room.wrong()).toEqual([]);
  });

  it('come, are given to whoever waits, and the order is sent', async () => {
    const sku = await room.waitable(5);
    const order = await paid(await room.placed([{ sku, quantity: 3 }]));
    expect(order).toMatchObject({ stage: 'ready_unprocessed', fulfilments: [] });

    await room.receive(sku, 2);
    await room.serve(sku);
    expect((await room.read(order.id)).lines[0]).toMatchObject({ backordered: 1 });
    await room.receive(sku, 2);
    await room.serve(sku);
    const filled = await room.read(order.id);
    expect(filled.lines[0]).toMatchObject({ backordered: 0 });
    expect(await room.queueOf(sku)).toEqual([]);
    expect(await room.inventory(sku)).toMatchObject({ reserved: 3, available: 1, backordered: 0 });
    const { items } = (await call('orders/get-timeline', { params: { id: order.id } })).body;
    expect(items.map(({ type }: { type: string }) => type)).toEqual(
      expect.arrayContaining(['backordered', 'backorder_filled', 'stock_reserved']),
    );
    expect(await room.wrong()).toEqual([]);
  });
});
