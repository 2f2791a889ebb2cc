import { bookImport, type ImportStock } from '../../../shared/inventory/book-import.ts';
import type { ReadRow } from '../../../shared/inventory/stock-import.ts';
import { aStockRow } from '../../builders/a-product.ts';

const row = (line: number, sku: string, units: number, locationId = 'main'): ReadRow => ({
  line,
  sku,
  locationId,
  units,
});
const known = (change: Partial<ImportStock> = {}): ImportStock => ({
  isLocation: true,
  product: {},
  rows: [aStockRow()],
  safety: 0,
  ...change,
});
const SET = { id: 'imp_1', mode: 'set', reason: 'moved in' } as const;
const ADD = { ...SET, mode: 'add' } as const;

describe('booking rows of an import', () => {
  it('sets what is on hand, and writes nothing where that is so already', () => {
    const { taken, changes, errors } = bookImport(SET, [row(2, 'A', 7), row(3, 'B', 10)], () => known(), 98);
    expect(taken).toBe(2);
    expect(errors).toEqual([]);
    expect(changes).toMatchObject([
      { sku: 'A', quantity: -3, cause: 'import', document: 'imp_1', reason: 'moved in' },
    ]);
  });

  it('lists rows that cannot be booked, and goes on', () => {
    const rows = [row(2, 'A', 1), row(3, 'B', 1), row(4, 'C', 1), row(5, 'D', 12)];
    const stockOf = ({ sku }: ReadRow) =>
      known({
        isLocation: sku !== 'A',
        product: sku === 'B' ? undefined : {},
        rows: [aStockRow({ reserved: sku === 'C' ? 9 : 0 })],
      });
    const { taken, changes, errors } = bookImport(SET, rows, stockOf, 98);
    expect(taken).toBe(4);
    expect(errors.map(({ line, code }) => [line, code])).toEqual([
      [2, 'unknown_location'],
      [3, 'unknown_sku'],
      [4, 'below_reserved'],
    ]);
    expect(changes).toMatchObject([{ sku: 'D', quantity: 2 }]);
  });

  it('ends before goods that stand in it already: a transaction takes an item once', () => {
    const rows = [row(2, 'A', 1), row(3, 'B', 1), row(4, 'A', 1, 'store'), row(5, 'A', 1)];
    expect(bookImport(ADD, rows, () => known(), 98).taken).toBe(3);
    // Opening rows counts them at the product, which two locations share.
    expect(bookImport(ADD, rows, () => known({ rows: [] }), 98).taken).toBe(2);
  });

  it('ends where the transaction is full', () => {
    const rows = Array.from({ length: 90 }, (_, at) => row(at + 2, `S-${at}`, 1));
    expect(bookImport(ADD, rows, () => known(), 98)).toMatchObject({ taken: 49 });
    expect(bookImport(ADD, rows, () => known({ rows: [] }), 98)).toMatchObject({ taken: 32 });
    expect(bookImport(ADD, rows, () => known({ product: undefined }), 98).errors).toHaveLength(90);
  });
});
