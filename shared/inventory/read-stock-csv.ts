import { CsvError, parse } from 'csv-parse/sync';
import { isProblem, type Problem, validationFailed } from '../kernel/problem.ts';
import { locationIdSchema, skuSchema } from '../orders/order-schema.ts';
import { IMPORT_COLUMNS, type ImportMode, MAX_IMPORT_ROWS, type ReadRow } from './stock-import.ts';

/** Longer than any cell that may be right; a row beyond is a quote that was never closed. */
const LONGEST_ROW = 4000;

const refused = (code: string, message: string): Problem =>
  validationFailed([{ path: '/csv', code, message }]);

/**
 * Reads stock figures out of CSV as spreadsheets write it: a header names the columns, in any order and beside others;
 * a byte order mark, CRLF, quoted cells, semicolons between cells and empty lines are fine. What is wrong with the file is a 422; what is wrong
 * with a row becomes that row's error, and the others are booked all the same.
 */
export const readStockCsv = (csv: string, mode: ImportMode): ReadRow[] | Problem => {
  const records = recordsOf(csv);
  if (isProblem(records)) return records;
  const [header, ...rows] = records;
  if (!header) return refused('empty', 'has no header');
  const names = header.cells.map((name) => name.trim().toLowerCase());
  const wanted = ['sku', 'locationId', IMPORT_COLUMNS[mode]];
  const at = wanted.map((name) => names.indexOf(name.toLowerCase()));
  const missing = wanted.filter((_, index) => at[index] === -1);
  if (missing.length > 0) return refused('missing_column', `has no column ${missing.join(', ')}`);
  if (rows.length === 0) return refused('empty', 'has no rows');
  if (rows.length > MAX_IMPORT_ROWS)
    return refused('too_many_rows', `has ${rows.length} rows, at most ${MAX_IMPORT_ROWS} are taken`);
  const seen = new Set<string>();
  return rows.map(({ line, cells }) => {
    const [sku = '', locationId = '', figure = ''] = at.map((column) => (cells[column] ?? '').trim());
    const row = readRow({ line, sku, locationId, figure }, mode);
    const name = `${sku}\n${locationId}`;
    if (mode === 'add' || 'code' in row) return row;
    if (seen.has(name)) return { line, sku, locationId, ...DUPLICATE };
    seen.add(name);
    return row;
  });
};

const DUPLICATE = { code: 'duplicate_row', message: 'an earlier row says what is on hand there' };

type Row = { line: number; cells: string[] };

/** Where a comma is for decimals, spreadsheets put semicolons between cells; the header tells. */
const delimiterOf = (csv: string): ',' | ';' => {
  const header =
    csv
      .slice(0, LONGEST_ROW)
      .trimStart()
      .split(/[\r\n]/, 1)[0] ?? '';
  return header.includes(';') && !header.includes(',') ? ';' : ',';
};

/** The rows that have anything in them, numbered as a spreadsheet does: empty rows count, line breaks in cells do not. */
const recordsOf = (csv: string): Row[] | Problem => {
  try {
    const records: string[][] = parse(csv, {
      bom: true,
      delimiter: delimiterOf(csv),
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: LONGEST_ROW,
    });
    return records
      .map((cells, index) => ({ line: index + 1, cells }))
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refused('malformed_csv', `line ${String(error.lines)}: ${error.message}`);
  }
};

type Cell = { line: number; sku: string; locationId: string; figure: string };

const readRow = ({ line, sku, locationId, figure }: Cell, mode: ImportMode): ReadRow => {
  const wrong = (code: string, message: string) => ({
    line,
    sku: sku.slice(0, 64),
    locationId: locationId.slice(0, 64),
    code,
    message,
  });
  if (!skuSchema.safeParse(sku).success) return wrong('invalid_sku', 'is not a SKU');
  if (!locationIdSchema.safeParse(locationId).success)
    return wrong('invalid_location', 'is not a location id');
  if (!/^[+-]?\d{1,7}$/.test(figure)) return wrong('invalid_figure', 'is not a whole number');
  const units = Number(figure);
  if (Math.abs(units) > 1_000_000) return wrong('invalid_figure', 'is more than 1,000,000 either way');
  if (mode === 'set' && units < 0) return wrong('invalid_figure', 'is less than nothing');
  return { line, sku, locationId, units };
};
