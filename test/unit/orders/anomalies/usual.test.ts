import type { CustomerHabits, Purchase, Sale, SkuHabits } from '../../../../shared/habits/habits.ts';
import { money } from '../../../../shared/kernel/money.ts';
import { priceAnomalies } from '../../../../shared/orders/anomalies/price-anomalies.ts';
import { quantityAnomalies } from '../../../../shared/orders/anomalies/quantity-anomalies.ts';
import type { PricedItem } from '../../../../shared/orders/price-order.ts';
import { defaultPolicy } from '../../../../shared/policies/policy.ts';

const LIMITS = { tolerance: 0.5, fromShare: 0.02, recentTolerance: 0.7, fromOrders: 8 };
const POLICY = defaultPolicy().anomalies;
const item = (price: number, { catalogue, quantity = 1 }: { catalogue?: number; quantity?: number } = {}) =>
  ({
    id: 'lin_1',
    sku: 'LANTERN',
    name: 'Lantern',
    quantity,
    unitPrice: money(price, 'CNY'),
    ...(catalogue === undefined ? {} : { cataloguePrice: money(catalogue, 'CNY') }),
  }) satisfies PricedItem;

const sold = (sales: readonly Sale[]) => (): SkuHabits => ({
  sales: Object.fromEntries(sales.map((sale, at) => [`slot-${at}`, sale])),
});
const soldAt = (prices: readonly number[]) => sold(prices.map((price): Sale => [1, price, 'CNY']));
const soldIn = (units: readonly number[]) => sold(units.map((each): Sale => [each, 1000, 'CNY']));
const bought = (purchases: readonly Purchase[]): CustomerHabits => ({
  purchases: Object.fromEntries(purchases.map((each, at) => [`slot-${at}`, each])),
});
const codes = (found: readonly { code: string }[]) => found.map(({ code }) => code);

describe('a price beside what the goods were sold for lately', () => {
  const usual = soldAt(Array(8).fill(1000));

  it.each([
    ['a decimal slipped in the catalogue', 100, ['off_recent']],
    ['and the other way', 10_000, ['off_recent']],
    ['a sale at a third', 310, []],
    ['a raised price', 1600, []],
    ['the usual one', 1000, []],
  ])('%s: %d', (_, price, expected) => {
    expect(codes(priceAnomalies([item(price)], LIMITS, usual))).toEqual(expected);
  });

  it('is not judged before there were enough orders, nor in another currency', () => {
    expect(priceAnomalies([item(100)], LIMITS, soldAt(Array(7).fill(1000)))).toEqual([]);
    const pounds = sold(Array(8).fill([1, 1000, 'GBP']));
    expect(priceAnomalies([item(100)], LIMITS, pounds)).toEqual([]);
  });

  it('is asked about once: what was let through is known, whatever the catalogue says', () => {
    const twoPrices = soldAt([...Array(8).fill(1000), 480]);
    expect(codes(priceAnomalies([item(480, { catalogue: 1000 })], LIMITS, usual))).toEqual(['off_catalogue']);
    expect(priceAnomalies([item(480, { catalogue: 1000 })], LIMITS, twoPrices)).toEqual([]);
    expect(priceAnomalies([item(100)], LIMITS, soldAt([...Array(8).fill(1000), 105]))).toEqual([]);
  });

  it('but never when it is nothing, nor when the buyer has set it', () => {
    const gifts = soldAt([...Array(8).fill(1000), 0, 0]);
    expect(priceAnomalies([item(0, { catalogue: 1000 })], LIMITS, gifts)).toMatchObject([
      { severity: 'high' },
    ]);
    const byBuyer = { ...LIMITS, tolerance: 0, fromShare: 0 };
    const known = soldAt([...Array(8).fill(1000), 999]);
    expect(codes(priceAnomalies([item(999, { catalogue: 1000 })], byBuyer, known))).toEqual([
      'off_catalogue',
    ]);
  });

  it('says what was usual', () => {
    expect(priceAnomalies([item(100)], LIMITS, usual)).toMatchObject([
      {
        reason: 'price differs from the latest orders (minor units): LANTERN: 100 instead of 1000 CNY',
        evidence: { lines: [{ sku: 'LANTERN', recently: 1000 }], tolerance: 0.7 },
      },
    ]);
  });
});

describe('a quantity beside what is usual', () => {
  const NONE = bought([]);
  const find = (quantity: number, salesOf: ReturnType<typeof sold>, customer = NONE) =>
    codes(quantityAnomalies([item(1000, { quantity })], POLICY, { salesOf, customer }));
  const ones = soldIn([1, 1, 2, 1, 3, 1, 1, 1, 2, 90]);

  it.each([
    [31, ['unusual_for_sku']],
    [30, []],
    [1, []],
  ])('of the SKU, of which nine of ten orders had up to 3: %d', (quantity, expected) => {
    expect(find(quantity, ones)).toEqual(expected);
  });

  it('is not judged before there were enough orders, nor where it is few in any case', () => {
    expect(find(500, soldIn(Array(7).fill(1)))).toEqual([]);
    expect(find(20, soldIn(Array(8).fill(1)))).toEqual([]);
    expect(find(21, soldIn(Array(8).fill(1)))).toEqual(['unusual_for_sku']);
  });

  it('is usual for a customer who often takes such amounts', () => {
    const dealer = bought(Array(5).fill([60, 30]));
    expect(find(60, soldIn(Array(8).fill(1)), dealer)).toEqual([]);
    expect(find(61, soldIn(Array(8).fill(1)), dealer)).toEqual(['unusual_for_sku']);
  });

  it('of the customer, of whom five orders are known', () => {
    const small = bought(Array(5).fill([2, 1]));
    expect(find(21, soldIn([]), small)).toEqual(['unusual_for_customer']);
    expect(find(20, soldIn([]), small)).toEqual([]);
    expect(find(500, soldIn([]), bought(Array(4).fill([2, 1])))).toEqual([]);
  });

  it('is named once where the policy’s limit is passed as well', () => {
    expect(find(1001, ones)).toEqual(['many_of_one']);
  });
});
