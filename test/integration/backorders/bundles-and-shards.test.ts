import { allocated, call, paid } from '../orders/desk.ts';
import { openWaitingRoom, type WaitingRoom } from './waiting-room.ts';

describe('goods of other kinds', () => {
  let room: WaitingRoom;
  beforeAll(async () => {
    room = await openWaitingRoom();
  });
  afterAll(() => room.close());

  it('that are bundles wait for the parts that are missing, beside those who buy the parts', async () => {
    const cup = await room.waitable(10);
    const plate = await room.waitable(10);
    const set = `SET-${cup}`;
    await room.product(set, {
      components: [
        { sku: cup, quantity: 2 },
        { sku: plate, quantity: 1 },
      ],
    });
    await room.receive(cup, 3);
    await room.receive(plate, 5);
    const order = await paid(await room.placed([{ sku: set, quantity: 3 }]));
    const single = await room.placed([{ sku: cup, quantity: 1 }]);

    // Three of six cups are there: enough for one set.
    expect(order.lines[0]).toMatchObject({ quantity: 3, backordered: 2 });
    expect(await room.inventory(cup)).toMatchObject({ backordered: 4, reserved: 3 });
    expect(await room.inventory(plate)).toMatchObject({ backordered: 0, reserved: 3 });
    await room.receive(cup, 3);
    await room.serve(cup);
    expect((await room.read(order.id)).lines[0]).toMatchObject({ backordered: 0 });
    expect((await room.read(single.id)).lines[0]).toMatchObject({ backordered: 1 });
    expect((await allocated(order)).fulfilments[0].lines).toMatchObject([
      { sku: cup, quantity: 6 },
      { sku: plate, quantity: 3 },
    ]);
    expect(await room.wrong()).toEqual([]);
  });

  it('that are spread over rows are given out of all of them', async () => {
    const sku = await room.waitable(50, { stockShards: 4 });
    const order = await room.placed([{ sku, quantity: 9 }]);
    await room.receive(sku, 10);
    await room.serve(sku);
    expect((await room.read(order.id)).lines[0]).toMatchObject({ backordered: 0 });
    expect(await room.inventory(sku)).toMatchObject({ reserved: 9, available: 1, backordered: 0 });
    expect(await room.wrong()).toEqual([]);
  });

  it('whose limit is lowered, or taken away, keep those who wait already', async () => {
    const sku = await room.waitable(5);
    const order = await room.placed([{ sku, quantity: 4 }]);
    expect((await room.product(sku, { backorderLimit: 2 })).status).toBe(200);
    expect((await room.order([{ sku, quantity: 1 }])).status).toBe(409);
    expect((await room.product(sku)).status).toBe(200);
    expect((await room.order([{ sku, quantity: 1 }])).status).toBe(409);
    expect(await room.countOf(sku)).toBe(4);
    await room.receive(sku, 4);
    await room.serve(sku);
    expect((await room.read(order.id)).lines[0]).toMatchObject({ backordered: 0 });
    expect(await room.wrong()).toEqual([]);
  });

  it('that come by a correction, a mended unit, or from another’s cancelled order are given out as well', async () => {
    const sku = await room.waitable(9);
    await room.receive(sku, 2);
    const first = await room.placed([{ sku, quantity: 2 }]);
    const waiting = await room.placed([{ sku, quantity: 3 }]);
    await call('inventory/adjust-stock', {
      body: { locationId: 'main', sku, delta: 1, reason: 'found one' },
    });
    await room.serve(sku);
    expect((await room.read(waiting.id)).lines[0]).toMatchObject({ backordered: 2 });
    await call('orders/cancel-order', { params: { id: first.id }, body: { reason: 'changed their mind' } });
    await room.serve(sku);
    expect((await room.read(waiting.id)).lines[0]).toMatchObject({ backordered: 0 });
    expect(await room.wrong()).toEqual([]);
  });
});
