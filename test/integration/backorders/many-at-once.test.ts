import { fillQueue } from '../../../shared/backorders/effects/fill-queue.ts';
import { withoutConditions } from '../../harness/forgetful-table.ts';
import { openWaitingRoom, type WaitingRoom } from './waiting-room.ts';

const times = <T>(count: number, make: (at: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, at) => make(at)));

describe('many at once', () => {
  let room: WaitingRoom;
  beforeAll(async () => {
    room = await openWaitingRoom();
  });
  afterAll(() => room.close());

  it('never wait for more than the limit', async () => {
    const sku = await room.waitable(7);
    const answers = await times(20, () => room.order([{ sku, quantity: 1 }]));

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(7);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(13);
    expect(await room.countOf(sku)).toBe(7);
    expect(await room.wrong()).toEqual([]);
  });

  it('do not overtake those who wait, while goods come in and are given out by several', async () => {
    const sku = await room.waitable(100);
    const first = [];
    for (let at = 0; at < 6; at++) first.push(await room.placed([{ sku, quantity: 1 }]));
    // Goods for those who wait and no more, buyers who would like them, and two who serve: all in one moment.
    const [later] = await Promise.all([
      times(12, () => room.placed([{ sku, quantity: 1 }])),
      times(6, () => room.receive(sku, 1)),
      times(6, () => room.work({ kind: 'fill', sku })),
      times(6, () => room.work({ kind: 'fill', sku })),
    ]);
    await room.serve(sku);

    for (const { id } of first) expect((await room.read(id)).lines[0].backordered).toBe(0);
    for (const { id } of later) expect((await room.read(id)).lines[0].backordered).toBe(1);
    expect(await room.inventory(sku)).toMatchObject({ available: 0, reserved: 6, backordered: 12 });
    expect(await room.wrong()).toEqual([]);
  });

  it('share what a queue leaves over, and no more', async () => {
    // The one who waits takes nothing from the location that has goods, so that these lie there while others buy.
    const sku = await room.waitable(10);
    const held = await room.placed([{ sku, quantity: 2 }], {
      delivery: { excludedLocationIds: ['main'] },
    });
    await room.receive(sku, 5);
    await room.serve(sku);
    const buyers = await times(8, () => room.placed([{ sku, quantity: 1 }]));
    const waiting = await Promise.all(
      buyers.map(async ({ id }) => (await room.read(id)).lines[0].backordered),
    );

    expect((await room.read(held.id)).lines[0].backordered).toBe(2);
    expect(waiting.filter((units) => units === 0)).toHaveLength(3);
    expect(await room.inventory(sku)).toMatchObject({ available: 2, reserved: 3, backordered: 7 });
    // Those behind it are served from where it cannot be.
    await room.serve(sku);
    expect(await room.inventory(sku)).toMatchObject({ available: 0, reserved: 5, backordered: 5 });
    expect(await room.wrong()).toEqual([]);
  });

  it('are served by two at once and by messages that come twice, each of them once', async () => {
    const sku = await room.waitable(100);
    for (let at = 0; at < 25; at++) await room.placed([{ sku, quantity: 2 }]);
    await room.receive(sku, 45);
    await times(3, () => room.work({ kind: 'fill', sku }));
    await room.serve(sku);
    await room.serve(sku);

    expect(await room.inventory(sku)).toMatchObject({ available: 0, reserved: 45, backordered: 5 });
    const left = await room.queueOf(sku);
    expect(left.map(({ units }) => units[0]?.quantity)).toEqual([1, 2, 2]);
    expect(await room.wrong()).toEqual([]);
  });

  it('would be served twice, did nobody hold them to what was read', async () => {
    const sku = await room.waitable(100);
    for (let at = 0; at < 4; at++) await room.placed([{ sku, quantity: 2 }]);
    await room.receive(sku, 8);
    const heedless = room.deps(withoutConditions(room.table));
    await times(4, () => fillQueue(heedless, { kind: 'fill', sku }));

    expect(await room.wrong()).not.toEqual([]);
  });
});
