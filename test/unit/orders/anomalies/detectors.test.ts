import { money } from '../../../../shared/kernel/money.ts';
import { addressAnomalies } from '../../../../shared/orders/anomalies/address-anomalies.ts';
import { isPostcodeOf, regionOf } from '../../../../shared/orders/anomalies/chinese-regions.ts';
import { contactAnomalies } from '../../../../shared/orders/anomalies/contact-anomalies.ts';
import { creditAnomalies } from '../../../../shared/orders/anomalies/credit-anomalies.ts';
import { isPlaceholder } from '../../../../shared/orders/anomalies/placeholder.ts';
import { priceAnomalies } from '../../../../shared/orders/anomalies/price-anomalies.ts';
import { quantityAnomalies } from '../../../../shared/orders/anomalies/quantity-anomalies.ts';
import type { Channel } from '../../../../shared/orders/order.ts';
import type { PricedItem } from '../../../../shared/orders/price-order.ts';
import { defaultPolicy } from '../../../../shared/policies/policy.ts';
import { anAddress } from '../../../builders/an-order-request.ts';

const item = (unitPrice: number, catalogue?: number, quantity = 1): PricedItem => ({
  id: 'lin_1',
  sku: 'LANTERN',
  name: 'Lantern',
  quantity,
  unitPrice: money(unitPrice, 'CNY'),
  ...(catalogue === undefined ? {} : { cataloguePrice: money(catalogue, 'CNY') }),
});
const chinese = (change: Record<string, unknown> = {}) =>
  anAddress({ country: 'CN', province: '上海市', city: '上海市', postalCode: '200120', ...change });
const codes = (change: Record<string, unknown>, traits: ('oversize' | 'fragile')[] = []) =>
  addressAnomalies(anAddress(change), { method: 'standard' }, [{ traits }]).map(({ code }) => code);

describe('a price is looked at', () => {
  const within = (tolerance: number, fromShare = tolerance === 0 ? 0 : 0.02) => ({
    tolerance,
    fromShare,
    recentTolerance: 0.7,
    fromOrders: 8,
  });

  it.each([
    [1990, undefined, 0.5, 0],
    [1500, 1000, 0.5, 0],
    [1501, 1000, 0.5, 1],
    [499, 1000, 0.5, 1],
    [999, 1000, 0, 1],
    [0, 1000, 0.5, 1],
  ])('%d beside %s with a tolerance of %d: %d times', (price, catalogue, tolerance, times) => {
    expect(priceAnomalies([item(price, catalogue)], within(tolerance))).toHaveLength(times);
  });

  it('surely, when it is nothing; and in another currency, because nobody can compare', () => {
    expect(priceAnomalies([item(0, 1000)], within(0.5))).toMatchObject([{ severity: 'high' }]);
    const foreign = { ...item(1000), cataloguePrice: money(1000, 'EUR') };
    expect(priceAnomalies([foreign], within(0.5))).toMatchObject([
      { severity: 'low', code: 'off_catalogue' },
    ]);
  });

  it('when it matters to the order as a whole', () => {
    const lines = [item(400, 1000), item(1000, undefined, 40)];
    expect(priceAnomalies(lines, within(0.5))).toEqual([]);
    expect(priceAnomalies(lines, within(0.5, 0.01))).toHaveLength(1);
    expect(priceAnomalies([item(0, 0), item(5, 0)], within(0.5))).toHaveLength(1);
  });

  it('once for many lines, and names some of them', () => {
    const [found] = priceAnomalies(Array(7).fill(item(1, 1000)), within(0.5));
    expect(found?.reason).toMatch(/ and 2 more$/);
    expect(found?.evidence).toMatchObject({ count: 7 });
  });
});

describe('a quantity is looked at', () => {
  const limits = { ...defaultPolicy().anomalies, maxUnitsPerSku: 10, maxUnitsPerOrder: 15 };

  it('when there is more of a SKU than usual, however many lines it is written in', () => {
    expect(quantityAnomalies([item(1, 1, 10)], limits)).toEqual([]);
    expect(quantityAnomalies([item(1, 1, 6), item(1, 1, 5)], limits)).toMatchObject([
      { code: 'many_of_one', evidence: { skus: [{ sku: 'LANTERN', quantity: 11 }], limit: 10 } },
    ]);
  });

  it('when there is more in all than usual', () => {
    const found = quantityAnomalies([item(1, 1, 8), { ...item(1, 1, 8), sku: 'LAMP' }], limits);
    expect(found).toMatchObject([{ code: 'many_in_all', evidence: { units: 16 } }]);
  });
});

describe('an address is looked at', () => {
  it.each([
    ['a whole British one', {}, []],
    ['without the postcode that its post needs', { postalCode: undefined }, ['postcode_missing']],
    ['with a postcode of another form', { postalCode: '12345' }, ['postcode_form']],
    ['with a postcode in small letters', { postalCode: 'sw1y4jh' }, []],
    ['in a country whose postcodes are not judged', { country: 'AE', postalCode: undefined }, []],
    ['in Ireland, where one needs none', { country: 'IE', postalCode: undefined }, []],
    ['in Germany', { country: 'DE', postalCode: '10115' }, []],
    ['in a country that is none', { country: 'ZZ', postalCode: '?' }, []],
    ['with a placeholder', { city: 'n/a', line1: '待定' }, ['placeholder', 'placeholder']],
    ['for nobody', { name: 'Test' }, ['placeholder']],
  ] as const)('%s: %j', (_, change, expected) => expect(codes(change)).toEqual(expected));

  it.each([
    ['the city of its region', {}, []],
    ['written in letters', { province: 'Shanghai', city: 'Shanghai' }, []],
    ['a region that does not exist', { province: '江南省' }, ['region_unknown']],
    ['a city of another region', { province: '浙江省' }, ['city_elsewhere', 'postcode_elsewhere']],
    ['a postcode of another region', { postalCode: '510000' }, ['postcode_elsewhere']],
    ['no postcode', { postalCode: undefined }, []],
    ['a short postcode', { postalCode: '2001' }, ['postcode_form']],
    ['a city that is not on the list', { province: '广东省', city: '揭阳市', postalCode: '522000' }, []],
  ] as const)('in China, with %s: %j', (_, change, expected) =>
    expect(codes(chinese(change))).toEqual(expected),
  );

  it('with a post box, only for goods that do not go into one', () => {
    expect(codes({ line1: 'P.O. Box 12' }, ['fragile'])).toEqual([]);
    expect(codes({ line1: 'P.O. Box 12' }, ['oversize'])).toEqual(['post_box']);
    expect(codes({ line1: '邮政信箱12号' }, ['oversize'])).toEqual(['post_box']);
    expect(codes({ line1: '12 Boxwood Post Lane' }, ['oversize'])).toEqual([]);
  });

  it('not at all, when the goods are collected', () => {
    expect(addressAnomalies(anAddress({ city: 'n/a' }), { method: 'pickup' }, [])).toEqual([]);
  });

  it.each(['test', ' N/A ', '---', '...', 'aaa', '1111', '测试'])('%j says nothing', (text) =>
    expect(isPlaceholder(text)).toBe(true),
  );
  it.each(['Testerton', 'No. 1', '无锡市', 'Aa', '7', 'Nanaimo'])('%j says something', (text) =>
    expect(isPlaceholder(text)).toBe(false),
  );
});

describe('the regions of China', () => {
  it.each([
    ['内蒙古自治区', '内蒙古'],
    ['Guangdong Province', '广东'],
    ['Inner Mongolia', '内蒙古'],
    ['shaanxi sheng', '陕西'],
    ['Xinjiang Autonomous Region', '新疆'],
    ['Hong Kong SAR', '香港'],
    ['England', undefined],
    ['', undefined],
  ])('%j is %s', (said, region) => expect(regionOf(said)).toBe(region));

  it('have postcodes by their first two digits, where they have any', () => {
    expect(isPostcodeOf('广东', '518000')).toBe(true);
    expect(isPostcodeOf('广东', '200120')).toBe(false);
    expect(isPostcodeOf('香港', '999077')).toBe(true);
  });
});

describe('a contact is looked at', () => {
  const found = (
    phone: string,
    country: string,
    customer: Record<string, string> = {},
    channel: Channel = 'storefront',
  ) =>
    contactAnomalies({ phone, country }, { name: 'Ada', ...customer }, channel).map(({ evidence }) =>
      String(evidence.field),
    );

  it.each([
    ['+8613912345678', 'CN', []],
    ['13912345678', 'CN', []],
    ['008613912345678', 'GB', []],
    ['12345', 'CN', ['shippingAddress/phone']],
    ['+44 7700 9001234567', 'GB', ['shippingAddress/phone']],
    ['+44 20 7946 0958', 'DE', []],
    ['030 901820', 'DE', []],
    ['5551234', 'ZZ', []],
    ['+9999999999', 'ZZ', ['shippingAddress/phone']],
  ])('%s in %s: %j', (phone, country, expected) => expect(found(phone, country)).toEqual(expected));

  it('of the customer too, where it is another', () => {
    expect(found('+8613912345678', 'CN', { phone: '111111' })).toEqual(['customer/phone']);
    expect(found('12345', 'CN', { phone: '12345' })).toEqual(['shippingAddress/phone']);
  });

  it('but for the masked numbers of marketplaces', () => {
    expect(found('12345', 'CN', {}, 'taobao')).toEqual([]);
  });

  it.each(['ada@gmial.com', 'test@example.com', 'NA@qq.com'])('with the address %s', (email) =>
    expect(found('+8613912345678', 'CN', { email })).toEqual(['customer/email']),
  );
  it('but not with a usual one', () => {
    expect(found('+8613912345678', 'CN', { email: 'ada@gmail.com' })).toEqual([]);
  });
});

describe('credit is looked at', () => {
  it.each([
    ['C', 'credit', 1],
    ['C', 'cod', 1],
    ['C', 'prepaid', 0],
    ['B', 'credit', 0],
  ] as const)('rated %s and paid by %s: %d times', (creditRating, terms, times) =>
    expect(creditAnomalies({ creditRating }, terms)).toHaveLength(times),
  );
});
