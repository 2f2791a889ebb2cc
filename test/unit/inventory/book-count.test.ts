import { bookCount, type CountedStock } from '../../../shared/inventory/book-count.ts';
import type { CountLine, StockCount } from '../../../shared/inventory/stock-count.ts';
import { checkSheet, submitCount } from '../../../shared/inventory/submit-count.ts';
import { aStockRow } from '../../builders/a-product.ts';

const AT = '2026-01-01T12:00:00.000Z';

const aCount = (lines: readonly CountLine[], change: Partial<StockCount> = {}): StockCount => ({
  id: 'cnt_1',
  version: 2,
  status: 'applying',
  locationId: 'main',
  lines,
  openedBy: 'user:a',
  openedAt: '2026-01-01T10:00:00.000Z',
  ...change,
});

const line = (sku: string, difference: number, change: Partial<CountLine> = {}): CountLine => ({
  sku,
  counted: 10 + difference,
  countedAt: AT,
  expected: 10,
  difference,
  ...change,
});

const stock = (change: Partial<CountedStock> = {}): CountedStock => ({
  rows: [aStockRow()],
  safety: 0,
  ...change,
});

describe('booking a count', () => {
  it('adds the difference to what is there now', () => {
    const { next, changes, isLast } = bookCount(aCount([line('LANTERN', -3)]), () => stock(), 98);
    expect(changes).toMatchObject([{ kind: 'adjust', quantity: -3, cause: 'count', document: 'cnt_1' }]);
    expect(next).toMatchObject({ status: 'applied', version: 3, lines: [{ applied: -3 }] });
    expect(isLast).toBe(true);
  });

  it('leaves alone what was right, what is booked, and what was overtaken', () => {
    const lines = [
      line('A', 0),
      line('B', -2, { applied: -2 }),
      line('C', -2, { overtaken: true }),
      line('D', 4),
    ];
    const later = stock({ lastBooked: { at: '2026-01-01T12:00:00.001Z', document: 'cnt_2' } });
    const { next, changes } = bookCount(aCount(lines), () => later, 98);
    expect(changes).toEqual([]);
    expect(next).toMatchObject({ status: 'applied', lines: [{}, {}, {}, { overtaken: true }] });
  });

  it('is not overtaken by itself, nor by a count that was booked before it was taken', () => {
    for (const lastBooked of [
      { at: '2026-01-01T13:00:00.000Z', document: 'cnt_1' },
      { at: '2026-01-01T11:59:59.999Z', document: 'cnt_2' },
    ]) {
      const { changes } = bookCount(aCount([line('LANTERN', 1)]), () => stock({ lastBooked }), 98);
      expect(changes).toHaveLength(1);
    }
  });

  it('goes on in the next transaction with what does not fit', () => {
    const count = aCount(Array.from({ length: 40 }, (_, at) => line(`S-${at}`, 1)));
    const first = bookCount(count, () => stock(), 98);
    expect(first.isLast).toBe(false);
    expect(first.booked).toHaveLength(32);
    expect(first.next.status).toBe('applying');
    const second = bookCount(first.next, () => stock(), 98);
    expect(second.booked).toHaveLength(8);
    expect(second.next).toMatchObject({ status: 'applied', version: 4 });
  });

  it('takes of 64 rows what one transaction can, then the rest', () => {
    const rows = Array.from({ length: 64 }, (_, shard) => aStockRow({ shard, onHand: 1 }));
    const first = bookCount(aCount([line('HOT', -60)]), () => stock({ rows }), 98);
    expect(first.isLast).toBe(false);
    expect(first.next.lines).toMatchObject([{ difference: -60, applied: -48 }]);
    const left = rows.slice(48);
    const second = bookCount(first.next, () => stock({ rows: left }), 98);
    expect(second.next).toMatchObject({ status: 'applied', lines: [{ applied: -60 }] });
  });

  it('hands back what is promised to orders, after all else is booked', () => {
    const rows = [aStockRow({ reserved: 9 })];
    const count = aCount([line('KEPT', -4), line('FREE', -1)], { decidedBy: 'user:b', decidedAt: AT });
    const { next } = bookCount(count, (sku) => (sku === 'KEPT' ? stock({ rows }) : stock()), 98);
    expect(next).toMatchObject({
      status: 'submitted',
      blocked: [{ sku: 'KEPT', difference: -4, onHand: 10, reserved: 9 }],
      lines: [{ sku: 'KEPT' }, { sku: 'FREE', applied: -1 }],
    });
    expect(next).not.toHaveProperty('decidedBy');
  });
});

describe('handing a sheet in', () => {
  const open = aCount([{ sku: 'A' }, { sku: 'B' }], { status: 'open' });
  const sheet = checkSheet(
    open,
    [
      { sku: 'A', counted: 12 },
      { sku: 'B', counted: 3 },
    ],
    AT,
  );

  it.each([
    [5, 'applying'],
    [4, 'submitted'],
  ])('books differences of five at once where the limit is %i: %s', (approvalAboveUnits, status) => {
    const next = submitCount(open, sheet as never, (sku) => (sku === 'A' ? 10 : 8), {
      at: AT,
      actor: 'user:c',
      approvalAboveUnits,
    });
    expect(next).toMatchObject({
      status,
      countedBy: 'user:c',
      lines: [{ difference: 2 }, { difference: -5, expected: 8 }],
    });
  });
});
