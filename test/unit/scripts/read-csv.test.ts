import { readCsv } from '../../../scripts/demo/read-csv.ts';

describe('reading CSV', () => {
  it.each<[string, string, string[][]]>([
    [
      'plain fields',
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a last line without its end',
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'lines that end as on Windows',
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['a byte order mark', '\uFEFFa,b\n', [['a', 'b']]],
    ['a byte order mark before a quote', '\uFEFF"a",b\n', [['a', 'b']]],
    ['commas in quotes', '"FRENCH, BLUE",1\n', [['FRENCH, BLUE', '1']]],
    ['line breaks in quotes', '"two\r\nlines",1\n', [['two\r\nlines', '1']]],
    ['doubled quotes', '"4"" PLATE",1\n', [['4" PLATE', '1']]],
    ['a quote inside a plain field', '4" PLATE,1\n', [['4" PLATE', '1']]],
    [
      'empty fields, also at the end',
      ',,\n"",x,',
      [
        ['', '', ''],
        ['', 'x', ''],
      ],
    ],
    ['empty lines, which are left out', 'a\n\n\r\nb\n', [['a'], ['b']]],
    ['nothing at all', '', []],
  ])('understands %s', (_, text, rows) => {
    expect(readCsv(text)).toEqual(rows);
  });

  it('says which quoted field is never closed', () => {
    expect(() => readCsv('a,"never ends\n1,2\n')).toThrow('A quoted field is not closed: "never ends');
  });
});
