import { namedLine, nameOf, wrongNames } from '../../../shared/fulfilment/named-lines.ts';

const line = (lineId: string, sku: string) => ({ lineId, sku, quantity: 2, picked: 0 });
const lines = [line('lin_1', 'CUP'), line('lin_1', 'POT'), line('lin_2', 'CUP')];
const [cup, pot, single] = lines;

describe('naming lines of a fulfilment', () => {
  it('takes the line’s id where that says it, and the SKU where a bundle has several', () => {
    expect(namedLine(lines, { lineId: 'lin_2' })).toBe(single);
    expect(namedLine(lines, { lineId: 'lin_2', sku: 'CUP' })).toBe(single);
    expect(namedLine(lines, { lineId: 'lin_1', sku: 'POT' })).toBe(pot);
    expect(namedLine(lines, { lineId: 'lin_1' })).toBeUndefined();
    expect(namedLine([line('lin_1', 'CUP')], { lineId: 'lin_1' })?.sku).toBe('CUP');
  });

  it('keeps the SKU only where it is needed', () => {
    expect(lines.map((each) => nameOf(lines, each))).toEqual([
      { lineId: 'lin_1', sku: 'CUP' },
      { lineId: 'lin_1', sku: 'POT' },
      { lineId: 'lin_2' },
    ]);
  });

  it('says what is wrong with each', () => {
    const named = [
      { lineId: 'lin_9' },
      { lineId: 'lin_1' },
      { lineId: 'lin_2', sku: 'POT' },
      { lineId: 'lin_1', sku: 'CUP' },
      { lineId: 'lin_2' },
      { lineId: 'lin_2', sku: 'CUP' },
    ];
    expect(wrongNames(lines, named).map(({ path, code }) => [path, code])).toEqual([
      ['/lines/0/lineId', 'unknown_line'],
      ['/lines/1/sku', 'required'],
      ['/lines/2/sku', 'not_of_this_line'],
      ['/lines/5/lineId', 'duplicate_line'],
    ]);
    expect(wrongNames(lines, [{ lineId: 'lin_1' }])[0]?.message).toContain('CUP, POT');
    expect(wrongNames(lines, [{ lineId: cup?.lineId ?? '', sku: 'CUP' }])).toEqual([]);
  });
});
