import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readOptions } from '../../../scripts/demo/options.ts';
import { instantOf, penceOf, readInvoices } from '../../../scripts/demo/read-invoices.ts';

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';

describe('reading invoices', () => {
  const folder = mkdtempSync(join(tmpdir(), 'invoices-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const read = (bytes: string | Buffer) => {
    const file = join(folder, 'invoices.csv');
    writeFileSync(file, bytes);
    return readInvoices(file);
  };
  const lines = [
    HEADER,
    '536366,22633,"HAND WARMER, UNION JACK",6,12/1/2010 8:28,1.85,17850,United Kingdom',
    '536365,85123A,HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom',
    '536365,85123A,HOLDER,2,2010-12-01 08:26:00,2.55,17850.0,United Kingdom',
    '536414,22139,,56,2010-12-01 11:52:00,0.0,,United Kingdom',
    'not,a,line',
  ].join('\r\n');

  it('groups lines by invoice, in the order of time, and keeps what is doubled or odd', () => {
    const { invoices, unreadable } = read(`\uFEFF${lines}\r\n`);
    expect(invoices.map(({ number }) => number)).toEqual(['536365', '536366', '536414']);
    expect(invoices[0]).toEqual({
      number: '536365',
      at: '2010-12-01T08:26:00.000Z',
      customerId: '17850',
      country: 'United Kingdom',
      lines: [
        { sku: '85123A', name: 'HOLDER', quantity: 6, price: 255 },
        { sku: '85123A', name: 'HOLDER', quantity: 2, price: 255 },
      ],
    });
    expect(invoices[1]?.lines[0]?.name).toBe('HAND WARMER, UNION JACK');
    expect(invoices[2]).not.toHaveProperty('customerId');
    expect(unreadable).toBe(1);
  });

  it('reads compressed files, and columns in another order', () => {
    expect(read(gzipSync(lines)).invoices).toHaveLength(3);
    const turned = 'Country,CustomerID,UnitPrice,InvoiceDate,Quantity,Description,StockCode,InvoiceNo\n';
    expect(read(`${turned}EIRE,1.0,2.10,2011-01-04 10:00:00,-1,X,22423,C540000\n`).invoices).toMatchObject([
      { number: 'C540000', country: 'EIRE', lines: [{ quantity: -1, price: 210 }] },
    ]);
  });

  it('says which column a file lacks', () => {
    expect(() => read('InvoiceNo,StockCode\n1,2\n')).toThrow('has no column Description, Quantity');
  });

  it.each([
    ['2010-12-01 08:26:00', '2010-12-01T08:26:00.000Z'],
    ['12/1/2010 8:26', '2010-12-01T08:26:00.000Z'],
    ['12/13/2010 18:06', '2010-12-13T18:06:00.000Z'],
    ['yesterday', undefined],
  ])('takes %s for %s', (text, instant) => {
    expect(instantOf(text)).toBe(instant);
  });

  it.each([
    ['2.55', 255],
    ['0.0', 0],
    ['13', 1300],
    ['0.125', 13],
    ['1.1', 110],
    ['-11062.06', -1_106_206],
    ['-0.0', 0],
    ['free', undefined],
    ['', undefined],
  ])('takes the price %p for %p pence', (text, pence) => {
    expect(penceOf(text)).toBe(pence);
  });

  it('ships a sample of more than 300 invoices of whole days', () => {
    const file = readOptions([])?.file ?? '';
    const { invoices, unreadable } = readInvoices(file);
    expect(invoices.length).toBeGreaterThanOrEqual(300);
    expect(invoices.reduce((sum, invoice) => sum + invoice.lines.length, 0)).toBe(5217);
    expect(unreadable).toBe(0);
  });
});
