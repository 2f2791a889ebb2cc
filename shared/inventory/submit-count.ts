import { type FieldError, illegalTransition, type Problem, validationFailed } from '../kernel/problem.ts';
import type { CountLine, StockCount } from './stock-count.ts';

/** What was counted of a SKU, and when it was, if not just now. */
export type CountedLine = { sku: string; counted: number; countedAt?: string | undefined };

/**
 * Whether a sheet may be handed in: it is open, every SKU on it was counted once and nothing else, after it was made
 * and not in the future. The moment of each count, or why not.
 */
export const checkSheet = (
  count: StockCount,
  counted: readonly CountedLine[],
  at: string,
): Map<string, Required<CountedLine>> | Problem => {
  if (count.status !== 'open') return illegalTransition(count.status, ['open'], 'A sheet is handed in once.');
  const sheet = new Set(count.lines.map(({ sku }) => sku));
  const lines = new Map<string, Required<CountedLine>>();
  const errors: FieldError[] = [];
  for (const [index, { sku, counted: units, countedAt }] of counted.entries()) {
    const moment = countedAt === undefined ? at : new Date(countedAt).toISOString();
    const wrong = (field: string, code: string, message: string) =>
      errors.push({ path: `/lines/${index}/${field}`, code, message });
    if (!sheet.has(sku)) wrong('sku', 'not_on_sheet', 'is not on the sheet');
    else if (lines.has(sku)) wrong('sku', 'duplicate_sku', 'stands in an earlier line');
    else if (moment > at) wrong('countedAt', 'in_future', 'is in the future');
    else if (moment < count.openedAt) wrong('countedAt', 'before_sheet', 'is before the sheet was made');
    else lines.set(sku, { sku, counted: units, countedAt: moment });
  }
  const missing = [...sheet].filter((sku) => !counted.some((line) => line.sku === sku));
  for (const sku of missing)
    errors.push({ path: '/lines', code: 'not_counted', message: `${sku} is missing` });
  return errors.length > 0 ? validationFailed(errors) : lines;
};

/**
 * Hands a sheet in. Differences up to the policy's limit are booked at once; a larger one of any line makes the whole
 * sheet wait for a second person.
 *
 * @param expectedOf what was on hand of a SKU at the moment of its count.
 */
export const submitCount = (
  count: StockCount,
  counted: ReadonlyMap<string, Required<CountedLine>>,
  expectedOf: (sku: string) => number,
  { at, actor, approvalAboveUnits }: { at: string; actor: string; approvalAboveUnits: number },
): StockCount => {
  const lines = count.lines.map(({ sku }): CountLine => {
    const { counted: units = 0, countedAt = at } = counted.get(sku) ?? {};
    const expected = expectedOf(sku);
    return { sku, counted: units, countedAt, expected, difference: units - expected };
  });
  const needsApproval = lines.some(({ difference = 0 }) => Math.abs(difference) > approvalAboveUnits);
  return {
    ...count,
    version: count.version + 1,
    status: needsApproval ? 'submitted' : 'applying',
    lines,
    countedBy: actor,
    submittedAt: at,
  };
};
