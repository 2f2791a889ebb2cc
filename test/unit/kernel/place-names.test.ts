import { plainPostcode, plainRegion } from '../../../shared/kernel/place-names.ts';

describe('Names of places, however they are written', () => {
  it.each([
    ['广东省', '广东'],
    ['上海市', '上海'],
    ['新疆维吾尔自治区', '新疆'],
    ['香港特别行政区', '香港'],
    [' Nordrhein-Westfalen', 'NORDRHEIN-WESTFALEN '],
    ['Ｔｏｋｙｏ', 'tokyo'],
  ])('knows %s as %s', (one, other) => {
    expect(plainRegion(one)).toBe(plainRegion(other));
  });

  it('leaves a name that is only an ending', () => {
    expect(plainRegion('市')).toBe('市');
  });

  it.each([
    ['sw1a 1aa', 'SW1A1AA'],
    ['90-001', '90001'],
    ['３１００００', '310000'],
  ])('knows the postcode %s as %s', (one, other) => {
    expect(plainPostcode(one)).toBe(other);
  });
});
