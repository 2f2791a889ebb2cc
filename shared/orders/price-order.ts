import { allocateOver, type Money, money, share, sum, times } from '../kernel/money.ts';
import type { Policy } from '../policies/policy.ts';
import type { Discount, OrderLine, StoredTotals } from './order.ts';

/** A line whose product and price are known. */
export type PricedItem = Pick<
  OrderLine,
  | 'id'
  | 'sku'
  | 'name'
  | 'quantity'
  | 'components'
  | 'unitPrice'
  | 'cataloguePrice'
  | 'madeToOrder'
  | 'personalisation'
  | 'substitutes'
  | 'substitutedFor'
  | 'gift'
>;

type Basis = {
  currency: string;
  country: string;
  policy: Policy;
  /** Amounts in minor units that the channel worked out. */
  channelAmounts?: { shipping?: number; discount?: number };
};

/** Spreads a discount over the lines by their value, to the cent; nothing where there is nothing to take from. */
const discountsOf = (
  goods: readonly Money[],
  discount: number,
  currency: string,
): (Discount | undefined)[] => {
  const weights = goods.map(({ amount }) => amount);
  if (discount === 0 || weights.every((weight) => weight === 0)) return goods.map(() => undefined);
  return allocateOver(money(discount, currency), weights).map((amount) =>
    amount.amount === 0
      ? undefined
      : { promotionId: 'channel', amount, reason: 'discount given by the channel' },
  );
};

/** The tax in or on an amount. A gross amount contains rate ÷ (1 + rate) of itself. */
const taxOf = (amount: Money, rate: number, included: boolean): Money =>
  share(amount, included ? rate / (1 + rate) : rate);

const shippingOf = (goodsAfterDiscount: number, { currency, policy, channelAmounts }: Basis): number => {
  if (channelAmounts?.shipping !== undefined) return channelAmounts.shipping;
  const freeFrom = policy.pricing.freeShippingFrom[currency];
  if (freeFrom !== undefined && goodsAfterDiscount >= freeFrom) return 0;
  return policy.pricing.shippingFee[currency] ?? 0;
};

/**
 * Works out lines and totals: goods − discount + shipping (+ tax where prices are net) = grand. Integers of the minor
 * unit throughout; a share is rounded half up, a discount is spread without losing a cent.
 */
export const priceOrder = (
  items: readonly PricedItem[],
  basis: Basis,
): { lines: OrderLine[]; totals: StoredTotals } => {
  const { currency, country, policy, channelAmounts } = basis;
  const { pricesIncludeTax, taxRates } = policy.pricing;
  const rate = taxRates[country] ?? 0;
  const goods = items.map((item) => times(item.unitPrice, item.quantity));
  const discounts = discountsOf(goods, channelAmounts?.discount ?? 0, currency);
  const lines = items.map((item, at): OrderLine => {
    const discount = discounts[at];
    const net = money((goods[at]?.amount ?? 0) - (discount?.amount.amount ?? 0), currency);
    const tax = taxOf(net, rate, pricesIncludeTax);
    return {
      ...item,
      discounts: discount ? [discount] : [],
      tax,
      total: pricesIncludeTax ? net : sum([net, tax], currency),
    };
  });
  const goodsTotal = sum(goods, currency).amount;
  const discount = sum(
    discounts.flatMap((each) => (each ? [each.amount] : [])),
    currency,
  ).amount;
  const shipping = shippingOf(goodsTotal - discount, basis);
  const shippingTax = taxOf(money(shipping, currency), rate, pricesIncludeTax).amount;
  const tax =
    sum(
      lines.map((line) => line.tax),
      currency,
    ).amount + shippingTax;
  return {
    lines,
    totals: {
      goods: goodsTotal,
      discount,
      shipping,
      tax,
      grand: goodsTotal - discount + shipping + (pricesIncludeTax ? 0 : tax),
      paid: 0,
      refunded: 0,
    },
  };
};
