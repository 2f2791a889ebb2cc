import { isProblem, type Problem, problem } from '../kernel/problem.ts';
import { adjustStock } from './adjust-stock.ts';
import type { StockChange, StockRow } from './stock.ts';

/** What becomes of goods that break: they are set aside, mended and put back, or thrown away. */
export type ConditionKind = 'damage' | 'repair' | 'write_off';

/** Units whose condition a person reports, and the document it is booked under. */
export type ConditionReport = {
  locationId: string;
  sku: string;
  quantity: number;
  reason: string;
  document: string;
};

/** What changes: rows of stock, and the damaged units beside them. */
export type ConditionChange = { changes: readonly StockChange[]; damaged: number };

/**
 * Breaking takes units off what is on hand, as a correction does: never what is promised to orders. Mending and
 * throwing away take of what lies there damaged, and no more.
 *
 * @param damaged units that lie damaged at the location.
 * @param safety the product's safety stock, for a location where the SKU has never been.
 */
export const changeCondition = (
  kind: ConditionKind,
  report: ConditionReport,
  { rows, safety, damaged }: { rows: readonly StockRow[]; safety: number; damaged: number },
): ConditionChange | Problem => {
  const { quantity, ...rest } = report;
  const delta = kind === 'damage' ? -quantity : quantity;
  if (kind !== 'damage' && damaged < quantity) return tooFewDamaged(damaged, quantity);
  if (kind === 'write_off') return { changes: [], damaged: -quantity };
  const changes = adjustStock({ ...rest, delta }, rows, safety);
  if (isProblem(changes)) return changes;
  return {
    changes: changes.map((change) => ({ ...change, cause: kind, aside: { damaged: -change.quantity } })),
    damaged: -delta,
  };
};

const tooFewDamaged = (damaged: number, wanted: number): Problem =>
  problem(409, 'below_damaged', 'Fewer are damaged', {
    detail: `${damaged} lie there damaged; ${wanted} cannot be taken of them.`,
    extra: { damaged },
  });
