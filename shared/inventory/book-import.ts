import type { Product } from '../catalog/product.ts';
import { isProblem } from '../kernel/problem.ts';
import { adjustStock } from './adjust-stock.ts';
import type { StockChange, StockRow } from './stock.ts';
import type { ImportError, ImportRow, ReadRow, StockImport } from './stock-import.ts';
import { whyNotStocked } from './unknown-goods.ts';

/** What is known of a row's goods. */
export type ImportStock = {
  isLocation: boolean;
  product: Pick<Product, 'components'> | undefined;
  rows: readonly StockRow[];
  safety: number;
};

/** What one transaction books of an import: so many rows from the first on. */
export type ImportBooking = {
  taken: number;
  changes: readonly StockChange[];
  errors: readonly ImportError[];
};

const WRITES = { perChange: 2, opening: 1, error: 1 };

/**
 * Books as many rows as fit into one transaction, in their order. A row that cannot be booked becomes an error of its
 * own. Rows of the same goods never meet in one transaction, which takes an item once.
 *
 * @param budget writes that the transaction has room for.
 */
export const bookImport = (
  { id, mode, reason }: Pick<StockImport, 'id' | 'mode' | 'reason'>,
  rows: readonly ReadRow[],
  stockOf: (row: ReadRow) => ImportStock,
  budget: number,
): ImportBooking => {
  const changes: StockChange[] = [];
  const errors: ImportError[] = [];
  const touched = new Set<string>();
  let left = budget;
  let taken = 0;
  for (const row of rows) {
    const name = `${row.sku}\n${row.locationId}`;
    // Opening a row counts it at its product, which other locations of the SKU share.
    const isRepeat = touched.has(name) || touched.has(row.sku);
    const result = 'code' in row ? row : bookRow(row, stockOf(row), { id, mode, reason });
    const opens =
      Array.isArray(result) && result.some(({ opensWithSafety }) => opensWithSafety !== undefined);
    const writes = Array.isArray(result)
      ? result.length * WRITES.perChange + (opens ? WRITES.opening : 0)
      : WRITES.error;
    if (writes > left || (isRepeat && Array.isArray(result))) break;
    left -= writes;
    taken += 1;
    if (!Array.isArray(result)) errors.push(result);
    else {
      changes.push(...result);
      touched.add(name);
      if (opens) touched.add(row.sku);
    }
  }
  return { taken, changes, errors };
};

const bookRow = (
  { line, sku, locationId, units }: ImportRow,
  { isLocation, product, rows, safety }: ImportStock,
  { id, mode, reason }: Pick<StockImport, 'id' | 'mode' | 'reason'>,
): StockChange[] | ImportError => {
  const wrong = (code: string, message: string): ImportError => ({ line, sku, locationId, code, message });
  if (!isLocation) return wrong('unknown_location', 'is not a location');
  const unstocked = whyNotStocked(product, '');
  if (unstocked) return wrong(unstocked.code, unstocked.message);
  const onHand = rows.reduce((sum, row) => sum + row.onHand, 0);
  const delta = mode === 'set' ? units - onHand : units;
  if (delta === 0) return [];
  const changes = adjustStock({ locationId, sku, delta, reason, document: id }, rows, safety);
  if (isProblem(changes)) return wrong(changes.code, changes.detail ?? changes.title);
  return changes.map((change) => ({ ...change, cause: 'import' }));
};
