import { readStockCsv } from '../../../shared/inventory/read-stock-csv.ts';
import { exportHeader, exportLines } from '../../../shared/inventory/stock-export.ts';
import { BYTE_ORDER_MARK, csvCell } from '../../../shared/inventory/write-csv.ts';
import { aStockRow } from '../../builders/a-product.ts';

describe('reading stock figures from CSV', () => {
  it('takes what spreadsheets write: byte order mark, CRLF, quotes, other columns, another order', () => {
    const csv =
      '\uFEFF"locationId",note,SKU,"onHand"\r\nmain,"two\r\nlines, and ""more""",A 1,5\r\n\r\nstore,,"灯笼",0\r\n';
    expect(readStockCsv(csv, 'set')).toEqual([
      { line: 2, sku: 'A 1', locationId: 'main', units: 5 },
      { line: 4, sku: '灯笼', locationId: 'store', units: 0 },
    ]);
  });

  it('takes semicolons between cells, as spreadsheets write where commas are for decimals', () => {
    expect(readStockCsv('sku;locationId;onHand\r\n"A, large";main;5\r\nB;main;6\r\n', 'set')).toMatchObject([
      { line: 2, code: 'invalid_sku', sku: 'A, large' },
      { line: 3, sku: 'B', units: 6 },
    ]);
  });

  it('says of each wrong row what is wrong, by its line, and takes the others', () => {
    const csv = [
      'sku,locationId,onHand',
      'A,main,1',
      '#A,main,1',
      'A,ma in,1',
      'A,store,1.5',
      'A,store,-1',
      'A,store,9999999',
      'A,main,2',
      'B,main',
      'B,main,7,extra',
    ].join('\n');
    const rows = readStockCsv(csv, 'set') as { line: number; code?: string; units?: number }[];
    expect(rows.map(({ line, code, units }) => [line, code ?? units])).toEqual([
      [2, 1],
      [3, 'invalid_sku'],
      [4, 'invalid_location'],
      [5, 'invalid_figure'],
      [6, 'invalid_figure'],
      [7, 'invalid_figure'],
      [8, 'duplicate_row'],
      [9, 'invalid_figure'],
      [10, 7],
    ]);
  });

  it('adds what several rows say of the same goods', () => {
    const rows = readStockCsv('sku,locationId,delta\nA,main,+3\nA,main,-1\n', 'add');
    expect(rows).toMatchObject([{ units: 3 }, { units: -1 }]);
  });

  it.each([
    ['nothing', '', 'empty'],
    ['a header alone', 'sku,locationId,onHand\r\n', 'empty'],
    ['a file of the other kind', 'sku,locationId,delta\nA,main,1', 'missing_column'],
    [
      'a quote that is never closed',
      `sku,locationId,onHand\n"A,main,1\n${'B,main,1\n'.repeat(900)}`,
      'malformed_csv',
    ],
    ['too much', `sku,locationId,onHand\n${'A,main,1\n'.repeat(10_001)}`, 'too_many_rows'],
  ])('refuses %s', (_, csv, code) => {
    expect(readStockCsv(csv, 'set')).toMatchObject({ status: 422, errors: [{ path: '/csv', code }] });
  });
});

describe('writing stock as CSV', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+49', "'+49"],
    ['-x', "'-x"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tcmd', "'\tcmd"],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['=a,"b"', '"\'=a,""b"""'],
    ['plain', 'plain'],
  ])('writes %j so that no spreadsheet runs it', (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });

  it('leaves numbers numbers', () => {
    expect(csvCell(-3)).toBe('-3');
  });

  it('is understood by an import', () => {
    const product = {
      sku: 'LANTERN',
      name: '=HYPERLINK("x")',
      stock: [aStockRow({ onHand: 9, reserved: 2 }), aStockRow({ locationId: 'store', onHand: 4 })],
      aside: { coming: [], damaged: [] },
    };
    const csv = BYTE_ORDER_MARK + exportHeader() + exportLines(product, new Set(), undefined);
    expect(csv).toContain('LANTERN,"\'=HYPERLINK(""x"")",main,9,2,7,0,0,0,0\r\n');
    expect(readStockCsv(csv, 'set')).toMatchObject([
      { sku: 'LANTERN', locationId: 'main', units: 9 },
      { sku: 'LANTERN', locationId: 'store', units: 4 },
    ]);
    expect(exportLines(product, new Set(), 'store')).toMatch(/^LANTERN,[^\n]*,store,4/);
  });
});
