/** What a spreadsheet takes for the begin of a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** Excel takes a file for UTF-8 only if it begins so; whoever reads CSV well skips it. */
export const BYTE_ORDER_MARK = '\uFEFF';

/**
 * A cell as RFC 4180 has it. Text that a spreadsheet would run as a formula is put behind an apostrophe, which makes it
 * text there; numbers stay numbers.
 */
export const csvCell = (value: string | number): string => {
  if (typeof value === 'number') return String(value);
  const harmless = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

/** Rows as CSV, each line ended as the standard says. */
export const csvRows = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
