import { spotBackorders } from '../../../shared/backorders/spot-backorders.ts';
import { leavingToQueue, withoutOwed } from '../../../shared/inventory/backorder.ts';
import { expectedFor } from '../../../shared/inventory/backorder-date.ts';
import { joined, succeeding, waitingView } from '../../../shared/orders/backorder.ts';
import { allows, RESERVATION } from '../../../shared/orders/order-states.ts';
import {
  moveUnits,
  RESERVATION_EVENTS,
  type ReservationEvent,
} from '../../../shared/orders/reservation-life.ts';
import { aStockRow } from '../../builders/a-product.ts';

const SINCE = '2026-03-01T00:00:00.000Z';
const sumOf = (rows: readonly { available: number }[]): number =>
  rows.reduce((sum, { available }) => sum + available, 0);

describe('what a queue is owed', () => {
  const rows = [
    aStockRow({ onHand: 3 }),
    aStockRow({ shard: 1, onHand: 2 }),
    aStockRow({ locationId: 'north', onHand: 4 }),
  ];

  it.each([0, 1, 4, 8, 9, 20])('is left to it: %s of nine units', (owed) => {
    const left = withoutOwed(rows, owed);
    expect(sumOf(left)).toBe(Math.max(0, 9 - owed));
    expect(left.every(({ available }) => available >= 0)).toBe(true);
  });

  it('is nothing where nobody waits', () => {
    const known = { stock: rows };
    expect(leavingToQueue(known, { backordered: 0, turn: 3 })).toBe(known);
    expect(leavingToQueue(known, { backordered: 12, turn: 3 }).queue).toEqual({
      backordered: 12,
      turn: 3,
      owed: 9,
    });
  });

  it('does not take what a safety stock keeps', () => {
    const short = [aStockRow({ onHand: 1, safety: 3 }), aStockRow({ shard: 1, onHand: 5 })];
    // Three of the five are free: the others keep what row 0 lacks.
    expect(sumOf(withoutOwed(short, 1))).toBe(2);
  });
});

describe('when goods are expected', () => {
  const coming = [
    { sku: 'A', document: 'b', kind: 'incoming', locationId: 'main', expectedAt: '2026-04-02', open: 5 },
    { sku: 'A', document: 'a', kind: 'inTransit', locationId: 'main', expectedAt: '2026-03-02', open: 2 },
    { sku: 'A', document: 'c', kind: 'incoming', locationId: 'main', open: 50 },
  ] as const;
  const product = { availableFrom: '2026-05-01', backorderLeadDays: 10 };

  it.each([
    [1, '2026-03-02'],
    [2, '2026-03-02'],
    [3, '2026-04-02'],
    [7, '2026-04-02'],
    [8, '2026-05-01T00:00:00.000Z'],
  ])('unit %s comes on %s', (place, date) => {
    expect(expectedFor(place, { product, coming }, SINCE)).toBe(date);
  });

  it('is told by the lead time, or not at all', () => {
    const { availableFrom: _, ...slow } = product;
    expect(expectedFor(9, { product: slow, coming }, SINCE)).toBe('2026-03-11T00:00:00.000Z');
    expect(expectedFor(9, { product: {}, coming }, SINCE)).toBeUndefined();
  });

  it('is not before it was asked for', () => {
    expect(expectedFor(1, { product, coming }, '2026-03-20T00:00:00.000Z')).toBe('2026-03-20T00:00:00.000Z');
  });
});

describe('what an order waits for', () => {
  const waits = { sku: 'A', since: SINCE, units: [{ lineId: 'lin_1', quantity: 2 }] };

  it('is one place for what was wished for at once', () => {
    expect(joined([waits, waits, { ...waits, units: [{ lineId: 'lin_2', quantity: 0 }] }])).toEqual([
      { ...waits, units: [{ lineId: 'lin_1', quantity: 4 }] },
    ]);
    expect(joined([{ ...waits, units: [] }])).toEqual([]);
  });

  it('is written only where it changes', () => {
    const before = { backorders: [waits] };
    expect(succeeding(before, [{ ...waits }])[0]).toBe(waits);
    expect(succeeding(before, [waits, waits])).toMatchObject([{ version: 1 }]);
    expect(succeeding(before, [{ ...waits, expectedAt: SINCE }])).toMatchObject([{ version: 1 }]);
  });

  it('counts bundles that lack a part', () => {
    const components = [
      { sku: 'A', quantity: 3 },
      { sku: 'B', quantity: 1 },
    ];
    const line = { id: 'lin_1', sku: 'SET', quantity: 5, components };
    const other = { ...waits, sku: 'B', units: [{ lineId: 'lin_1', quantity: 3 }], expectedAt: SINCE };
    expect(waitingView(line, [{ ...waits, units: [{ lineId: 'lin_1', quantity: 4 }] }, other])).toEqual({
      backordered: 3,
    });
    expect(waitingView({ ...line, id: 'lin_2' }, [other])).toEqual({ backordered: 0 });
  });
});

describe('the life of reserved units', () => {
  const states = Object.keys(RESERVATION) as (keyof typeof RESERVATION)[];
  const events = Object.keys(RESERVATION_EVENTS) as ReservationEvent[];

  it.each(states.flatMap((from) => events.map((event) => [from, event] as const)))(
    '%s, %s',
    (from, event) => {
      const to = RESERVATION_EVENTS[event];
      const isMoved = from === 'reserved' && event === 'move';
      if (isMoved || allows(RESERVATION, from, to)) expect(moveUnits(from, event)).toBe(to);
      else expect(() => moveUnits(from, event)).toThrow(from);
    },
  );

  it('gives a cancelled fulfilment’s units back to the order, not to others', () => {
    expect(moveUnits('assigned', 'withdraw')).toBe('reserved');
    expect(RESERVATION.reserved).toContain('assigned');
  });
});

describe('the table’s stream', () => {
  const record = (sk: string, image: Record<string, unknown> = {}, pk = 'SKU#A') => ({
    dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } }, NewImage: image },
  });

  it('tells of goods that came, of queues, and of what is announced; not of what is sold', () => {
    const spotted = spotBackorders([
      record('STOCK#main#0'),
      record('STOCK#main#1', { rose: { BOOL: true } }, 'SKU#B#1'),
      record('PRODUCT', { backordered: { N: '2' } }, 'SKU#C'),
      record('PRODUCT', { backordered: { N: '0' } }, 'SKU#D'),
      record('COMING#arr_1', {}, 'SKU#E'),
    ] as never);
    expect(spotted).toEqual({ queued: ['C'], risen: ['B'], announced: ['E'], everything: false });
    expect(spotBackorders([record('INACTIVE', {}, 'LOCATIONS')] as never).everything).toBe(true);
  });
});
