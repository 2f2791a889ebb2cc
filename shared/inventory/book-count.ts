import { isProblem } from '../kernel/problem.ts';
import { adjustStock } from './adjust-stock.ts';
import type { StockChange, StockRow } from './stock.ts';
import { type BlockedLine, type CountLine, openDifference, type StockCount } from './stock-count.ts';

/** What is known of a SKU at the count's location when its difference is to be booked. */
export type CountedStock = {
  rows: readonly StockRow[];
  safety: number;
  /** When a count of it was last booked here, by which document. */
  lastBooked?: { at: string; document: string } | undefined;
};

/** What one transaction books of a count, and the count after it. */
export type Booking = {
  next: StockCount;
  changes: readonly StockChange[];
  /** SKUs of which something is booked: each leaves a mark of that beside its stock. */
  booked: readonly CountLine[];
  isLast: boolean;
};

const WRITES = { perChange: 2, opening: 1, mark: 1 };

/**
 * Books as many differences of a count as fit into one transaction. Each is added to what is there now, so that what
 * was sold or received since the count stays booked as well. A line whose units are promised is blocked; one of which
 * another count was booked meanwhile is overtaken, because both found the same difference.
 *
 * @param budget writes that the transaction has room for.
 */
export const bookCount = (
  count: StockCount,
  stockOf: (sku: string) => CountedStock,
  budget: number,
): Booking => {
  const changes: StockChange[] = [];
  const booked: CountLine[] = [];
  const blocked: BlockedLine[] = [];
  let left = budget;
  let isLast = true;
  const lines = count.lines.map((line): CountLine => {
    const open = openDifference(line);
    if (open === 0) return line;
    const stock = stockOf(line.sku);
    if (isOvertaken(line, stock, count.id)) return { ...line, overtaken: true };
    const taken = changesOf(count, line.sku, open, stock);
    if ('onHand' in taken) {
      blocked.push(taken);
      return line;
    }
    const units = taken.reduce((sum, { quantity }) => sum + quantity, 0);
    const writes = taken.reduce(
      (sum, each) => sum + WRITES.perChange + (each.opensWithSafety === undefined ? 0 : WRITES.opening),
      WRITES.mark,
    );
    if (writes > left || units !== open) isLast = false;
    if (writes > left) return line;
    left -= writes;
    changes.push(...taken);
    booked.push(line);
    return { ...line, applied: (line.applied ?? 0) + units };
  });
  const { blocked: _, ...rest } = count;
  const base = { ...rest, version: count.version + 1, lines };
  if (!isLast) return { next: base, changes, booked, isLast };
  if (blocked.length === 0) return { next: { ...base, status: 'applied' }, changes, booked, isLast };
  const { decidedBy: __, decidedAt: ___, ...undecided } = base;
  return { next: { ...undecided, status: 'submitted', blocked }, changes, booked, isLast };
};

const isOvertaken = (
  { countedAt = '' }: CountLine,
  { lastBooked }: CountedStock,
  document: string,
): boolean => lastBooked !== undefined && lastBooked.document !== document && lastBooked.at >= countedAt;

const changesOf = (
  { id: document, locationId }: StockCount,
  sku: string,
  delta: number,
  { rows, safety }: CountedStock,
): StockChange[] | BlockedLine => {
  const adjust = (units: number) =>
    adjustStock({ locationId, sku, delta: units, reason: 'counted', document }, rows, safety);
  let taken = adjust(delta);
  // Spread over more rows than fit: a part now, the rest in the next transaction.
  if (isProblem(taken) && taken.code === 'too_spread') taken = adjust(-Number(taken.extra?.possible));
  if (isProblem(taken)) {
    const { onHand, reserved } = taken.extra as { onHand: number; reserved: number };
    return { sku, difference: delta, onHand, reserved };
  }
  return taken.map((change) => ({ ...change, cause: 'count' }));
};
