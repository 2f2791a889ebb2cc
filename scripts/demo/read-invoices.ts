import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { readCsv } from './read-csv.ts';

/** One line of an invoice as the data set has it; `price` in pence, may be negative. */
export type InvoiceLine = { sku: string; name: string; quantity: number; price: number };

/** An invoice of the data set; numbers that begin with C are cancellations. */
export type Invoice = {
  number: string;
  at: string;
  customerId?: string;
  country: string;
  lines: InvoiceLine[];
};

const COLUMNS = [
  'InvoiceNo',
  'StockCode',
  'Description',
  'Quantity',
  'InvoiceDate',
  'UnitPrice',
  'CustomerID',
  'Country',
] as const;

/**
 * Reads a file of the Online Retail form (compressed or not) into invoices, in their order of time. What is wrong in the
 * data stays wrong; only what cannot be read as a line at all is left out and counted.
 *
 * @throws an error for people when a column is missing
 */
export const readInvoices = (file: string): { invoices: Invoice[]; unreadable: number } => {
  const bytes = readFileSync(file);
  const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
  const [header = [], ...rows] = readCsv(text);
  const names = header.map((name) => name.trim());
  const missing = COLUMNS.filter((name) => !names.includes(name));
  if (missing.length > 0) throw new Error(`${file} has no column ${missing.join(', ')}.`);
  const invoices = new Map<string, Invoice>();
  let unreadable = 0;
  for (const row of rows) {
    const of = (name: (typeof COLUMNS)[number]): string => row[names.indexOf(name)]?.trim() ?? '';
    const at = instantOf(of('InvoiceDate'));
    const quantity = Number(of('Quantity'));
    const price = penceOf(of('UnitPrice'));
    const number = of('InvoiceNo');
    if (at === undefined || price === undefined || !Number.isInteger(quantity) || number === '') {
      unreadable += 1;
      continue;
    }
    const customerId = of('CustomerID').replace(/\.0+$/, '');
    const invoice = invoices.get(number) ?? {
      number,
      at,
      ...(customerId === '' ? {} : { customerId }),
      country: of('Country'),
      lines: [],
    };
    invoices.set(number, invoice);
    invoice.lines.push({ sku: of('StockCode'), name: of('Description'), quantity, price });
  }
  return {
    invoices: [...invoices.values()].sort((one, other) => one.at.localeCompare(other.at)),
    unreadable,
  };
};

/** `2010-12-01 08:26:00` or `12/1/2010 8:26` (month first), taken as UTC. */
export const instantOf = (text: string): string | undefined => {
  const iso = /^(\d{4})-(\d\d?)-(\d\d?)[ T](\d\d?):(\d\d)(?::(\d\d))?/.exec(text);
  const american = /^(\d\d?)\/(\d\d?)\/(\d{4}) (\d\d?):(\d\d)(?::(\d\d))?$/.exec(text);
  const [year, month, day, hour, minute, second] = iso
    ? iso.slice(1)
    : american
      ? [american[3], american[1], american[2], american[4], american[5], american[6]]
      : [];
  if (year === undefined) return undefined;
  const time = Date.UTC(
    +year,
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second ?? 0),
  );
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
};

/** `2.55` is 255; more than two decimals are rounded half up, without a float in between. */
export const penceOf = (text: string): number | undefined => {
  const match = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text);
  if (!match) return undefined;
  const [, sign, pounds, fraction = ''] = match;
  const digits = fraction.padEnd(3, '0');
  const pence = Number(pounds) * 100 + Number(digits.slice(0, 2)) + (Number(digits[2]) >= 5 ? 1 : 0);
  return sign === '-' && pence !== 0 ? -pence : pence;
};
