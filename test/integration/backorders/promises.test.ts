import { handler as closeArrival } from '../../../functions/stock-documents/close-arrival.ts';
import { handler as expectArrival } from '../../../functions/stock-documents/expect-arrival.ts';
import { chooseTemplate } from '../../../shared/notifications/choose-template.ts';
import { letterValues } from '../../../shared/notifications/letter-values.ts';
import { renderLetter } from '../../../shared/notifications/render-letter.ts';
import { loadOrder } from '../../../shared/orders/effects/load-order.ts';
import { phaseDueOf } from '../../../shared/orders/next-due.ts';
import type { Order } from '../../../shared/orders/order.ts';
import { defaultPolicy } from '../../../shared/policies/policy.ts';
import { callHandler } from '../../harness/call-handler.ts';
import { call, paid } from '../orders/desk.ts';
import { type AnyOrder, openWaitingRoom, type WaitingRoom } from './waiting-room.ts';

const DAY_MS = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

describe('the date of goods that are waited for', () => {
  let room: WaitingRoom;
  beforeAll(async () => {
    room = await openWaitingRoom();
  });
  afterAll(() => room.close());

  const announce = async (sku: string, quantity: number, expectedAt: string): Promise<string> => {
    const body = { locationId: 'main', expectedAt, lines: [{ sku, quantity }] };
    const answer = await callHandler(expectArrival, { body });
    expect(answer.status).toBe(201);
    return String(answer.body.id);
  };
  const events = async (order: AnyOrder): Promise<AnyOrder[]> =>
    (await call('orders/get-timeline', { params: { id: order.id } })).body.items;

  it('is that of the arrival that reaches so far, and the order is promised by it', async () => {
    const sku = await room.waitable(20);
    const [soon, late] = [inDays(3), inDays(9)];
    await announce(sku, 2, soon);
    await announce(sku, 5, late);
    const first = await paid(await room.placed([{ sku, quantity: 2 }]));
    const second = await paid(await room.placed([{ sku, quantity: 3 }]));
    const third = await room.placed([{ sku, quantity: 3 }]);

    expect(first.lines[0].expectedAt).toBe(soon);
    expect(second.lines[0].expectedAt).toBe(late);
    expect(third.lines[0].expectedAt).toBeUndefined();
    expect(second.delivery.promisedShipBy > late).toBe(true);
    // Nobody is warned before the goods are late themselves.
    const stored = (await loadOrder(room.table, second.id)) as Order;
    const due = phaseDueOf(stored, defaultPolicy()) ?? '';
    expect(due > late).toBe(true);
  });

  it('is the product’s where nothing is announced: the day from which it is there, else its lead time', async () => {
    const day = inDays(30).slice(0, 10);
    const presale = await room.waitable(5, { availableFrom: day });
    const slow = await room.waitable(5, { backorderLeadDays: 14 });
    const order = await room.placed([
      { sku: presale, quantity: 1 },
      { sku: slow, quantity: 1 },
    ]);

    expect(order.lines[0].expectedAt).toBe(`${day}T00:00:00.000Z`);
    expect(Date.parse(order.lines[1].expectedAt) - Date.parse(order.placedAt)).toBe(14 * DAY_MS);
  });

  it('moves with what is announced; later is told to the buyer, once', async () => {
    const sku = await room.waitable(20);
    const early = inDays(2);
    const arrival = await announce(sku, 5, early);
    const order = await room.placed([{ sku, quantity: 2 }]);
    const later = inDays(12);
    await announce(sku, 5, later);
    const body = { reason: 'the ship was lost' };
    expect((await callHandler(closeArrival, { params: { id: arrival }, body })).status).toBe(200);
    await room.work({ kind: 'promise', sku });
    await room.work({ kind: 'promise', sku });

    const moved = await room.read(order.id);
    expect(moved.lines[0].expectedAt).toBe(later);
    const told = (await events(order)).filter(({ type }) => type === 'backorder_delayed');
    expect(told).toHaveLength(1);
    expect(told[0].data).toMatchObject({ expectedBefore: early, expectedAt: later });
    expect(await room.wrong()).toEqual([]);
  });

  it('is written to the buyer, in their language', async () => {
    const sku = await room.waitable(20, { name: 'Lantern' });
    await announce(sku, 5, '2030-05-01T00:00:00.000Z');
    const order = await room.placed([{ sku, quantity: 2 }]);
    const stored = (await loadOrder(room.table, order.id)) as Order;
    const [news] = (await events(order)).filter(({ type }) => type === 'backordered');
    const template = chooseTemplate(news, stored.head);
    expect(template).toBe('backordered');
    const letters = (['en', 'zh'] as const).map((language) =>
      renderLetter('backordered', language, letterValues(stored, news, language)),
    );
    expect(letters[0]?.text).toContain('Lantern × 2');
    expect(letters[0]?.text).toContain('We expect it about 1 May 2030');
    expect(letters[1]?.text).toContain('预计到货时间：2030年5月1日');
  });

  it('is told to all of a long queue', async () => {
    const sku = await room.waitable(100);
    const orders = [];
    for (let at = 0; at < 23; at++) orders.push(await room.placed([{ sku, quantity: 2 }]));
    const date = inDays(6);
    await announce(sku, 44, date);
    await room.work({ kind: 'promise', sku });
    for (let next = room.messages.shift(); next; next = room.messages.shift()) await room.work(next);

    const dates = await Promise.all(orders.map(async ({ id }) => (await room.read(id)).lines[0].expectedAt));
    expect(dates).toEqual([...Array(22).fill(date), undefined]);
  });
});
