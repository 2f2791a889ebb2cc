import { unique } from '../../builders/an-order-request.ts';
import { openWaitingRoom, type WaitingRoom } from '../backorders/waiting-room.ts';
import { allocated, call, paid } from '../orders/desk.ts';

let room: WaitingRoom;

beforeAll(async () => {
  room = await openWaitingRoom();
}, 60_000);
afterEach(async () => expect(await room.wrong()).toEqual([]));
afterAll(() => room?.close());

/** Two cups, which may be waited for, and a pot, of which there are enough. */
const aSet = async (cups: number) => {
  const cup = await room.waitable(6);
  const pot = `POT-${unique()}`;
  await room.stocked(pot, 9);
  if (cups > 0) await room.receive(cup, cups);
  const set = `SET-${unique()}`;
  await room.product(set, {
    components: [
      { sku: cup, quantity: 2 },
      { sku: pot, quantity: 1 },
    ],
  });
  return { cup, pot, set };
};

describe('a bundle of which a part has to be waited for', () => {
  it('is sold as far as that part may be, waits as whole bundles, and is sent when the part has come', async () => {
    const { cup, pot, set } = await aSet(3);
    const order = await paid(await room.placed([{ sku: set, quantity: 3 }]));
    // Of six cups three are there: one whole bundle, two that wait.
    expect(order.lines[0]).toMatchObject({ quantity: 3, backordered: 2 });
    expect(await room.inventory(cup)).toMatchObject({ reserved: 3, backordered: 3 });
    expect(await room.inventory(pot)).toMatchObject({ reserved: 3 });
    expect(await room.inventory(set)).toMatchObject({ available: 0 });
    expect(await room.order([{ sku: set, quantity: 2 }])).toMatchObject({
      status: 409,
      body: { shortages: [{ sku: cup, requested: 4, available: 0, backorderable: 3 }] },
    });
    await room.receive(cup, 5);
    await room.serve(cup);
    const filled = await allocated(order);
    expect(filled.lines[0]).toMatchObject({ backordered: 0 });
    const sent = filled.fulfilments.flatMap(({ lines }: { lines: unknown[] }) => lines);
    const units = (sku: string) =>
      sent
        .filter((line: { sku: string }) => line.sku === sku)
        .reduce((sum: number, { quantity }: { quantity: number }) => sum + quantity, 0);
    expect([units(cup), units(pot)]).toEqual([6, 3]);
    expect(await room.inventory(set)).toMatchObject({ available: 1 });
  });

  it('gives its place in the queue and its other parts back when it is cancelled', async () => {
    const { cup, pot, set } = await aSet(0);
    const order = await room.placed([{ sku: set, quantity: 2 }]);
    expect(await room.countOf(cup)).toBe(4);
    const cancelled = await call('orders/cancel-order', {
      params: { id: order.id },
      body: { reason: 'too long' },
    });
    expect(cancelled.status).toBe(200);
    expect(await room.countOf(cup)).toBe(0);
    expect(await room.inventory(pot)).toMatchObject({ reserved: 0 });
  });

  it('splits into what can go now, whole, and what waits', async () => {
    const { cup, set } = await aSet(3);
    const order = await paid(await room.placed([{ sku: set, quantity: 3 }]));
    const { status, body } = await call('orders/split-order', {
      params: { id: order.id },
      body: { by: 'availability' },
    });
    expect(status).toBe(201);
    expect(
      body.orders.map(({ lines: [line] }: { lines: { quantity: number; backordered: number }[] }) => [
        line?.quantity,
        line?.backordered,
      ]),
    ).toEqual([
      [1, 0],
      [2, 2],
    ]);
    expect(await room.countOf(cup)).toBe(3);
  });
});

describe('a bundle that is short', () => {
  it('gives way as a whole line to what the buyer agreed to', async () => {
    const { cup, set } = await aSet(0);
    await room.product(cup, {});
    const plain = `PLAIN-${unique()}`;
    await room.stocked(plain, 5);
    const wish = { sku: set, quantity: 1, substitutes: [plain] };
    const order = await room.placed([wish as { sku: string; quantity: number }]);
    expect(order.lines).toMatchObject([{ sku: plain, substitutedFor: set, quantity: 1 }]);
    expect(order.lines[0].components).toBeUndefined();
    const back = { sku: plain, quantity: 9, substitutes: [set] };
    await room.receive(cup, 40);
    const other = await room.placed([back as { sku: string; quantity: number }]);
    expect(other.lines).toMatchObject([
      { sku: set, quantity: 9, components: [{ sku: cup, quantity: 2 }, {}] },
    ]);
  });
});
