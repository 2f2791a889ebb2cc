import { money } from '../../kernel/money.ts';
import type { Policy } from '../../policies/policy.ts';
import type { Order, OrderLine, StoredTotals } from '../order.ts';
import { type PricedItem, priceOrder } from '../price-order.ts';
import type { PricingBasis } from '../pricing-basis.ts';
import { itemsOf } from './items-of.ts';

/**
 * How an order was priced, told from the order itself the first time it is amended. A shipping fee that the policy's
 * rule explains goes on following that rule, as it stands now; any other (a channel's, one that a split left behind)
 * is kept as it is.
 */
export const basisOf = (order: Order, policy: Policy): PricingBasis => {
  const { head, body } = order;
  const { pricing } = policy;
  if (body.pricing) return body.pricing;
  const { goods, discount, shipping, grand } = head.totals;
  const fee = pricing.shippingFee[head.currency] ?? 0;
  const freeFrom = pricing.freeShippingFrom[head.currency];
  const isFree = freeFrom !== undefined && goods - discount >= freeFrom;
  const followsRule = shipping === (isFree ? 0 : fee);
  const basis = {
    goods,
    discount,
    shippingFee: followsRule ? fee : shipping,
    ...(followsRule && freeFrom !== undefined ? { freeShippingFrom: freeFrom } : {}),
    pricesIncludeTax:
      head.totals.tax === 0 ? pricing.pricesIncludeTax : grand === goods - discount + shipping,
  };
  const tax = keptTax(order, basis, policy);
  return tax ? { ...basis, tax } : basis;
};

const shippingTaxOf = (lines: readonly OrderLine[], { tax }: StoredTotals): number =>
  lines.reduce((left, line) => left - line.tax.amount, tax);

/** The tax that the order's lines would not have come to today; nothing where it is the same. */
const keptTax = (
  { head, body, lines }: Order,
  basis: PricingBasis,
  policy: Policy,
): PricingBasis['tax'] | undefined => {
  const { country } = body.shippingAddress;
  const fresh = priceByBasis(itemsOf(lines), { currency: head.currency, country, policy, basis });
  const differing = lines.filter((line, at) => line.tax.amount !== fresh.lines[at]?.tax.amount);
  const shipping = { fee: head.totals.shipping, tax: shippingTaxOf(lines, head.totals) };
  if (differing.length === 0 && shipping.tax === shippingTaxOf(fresh.lines, fresh.totals)) return undefined;
  return {
    country,
    lines: Object.fromEntries(
      differing.map(({ id, quantity, tax }) => [id, { quantity, tax: tax.amount }] as const),
    ),
    shipping,
  };
};

/** The discount on other goods than it was given on: the same share of them, rounded half up, never more than they cost. */
const discountOn = (goods: number, basis: PricingBasis): number => {
  if (basis.goods === 0 || basis.discount === 0) return 0;
  const of = BigInt(basis.goods);
  const share = (2n * BigInt(basis.discount) * BigInt(goods) + of) / (2n * of);
  return Math.min(goods, Number(share));
};

/**
 * Prices lines by an order's basis and today's tax rates: the rules of intake, with the discount's share and the
 * shipping rule that the order came with. It depends on nothing but lines, country, basis and rates, so that there is no
 * way round on which a cent is won or lost.
 */
export const priceByBasis = (
  items: readonly PricedItem[],
  {
    currency,
    country,
    policy,
    basis,
  }: { currency: string; country: string; policy: Policy; basis: PricingBasis },
): { lines: OrderLine[]; totals: StoredTotals } => {
  const goods = items.reduce((sum, { unitPrice, quantity }) => sum + unitPrice.amount * quantity, 0);
  const discount = discountOn(goods, basis);
  const isFree = basis.freeShippingFrom !== undefined && goods - discount >= basis.freeShippingFrom;
  const priced = priceOrder(items, {
    currency,
    country,
    policy: { ...policy, pricing: { ...policy.pricing, pricesIncludeTax: basis.pricesIncludeTax } },
    channelAmounts: { discount, shipping: isFree ? 0 : basis.shippingFee },
  });
  return basis.tax?.country === country ? withKeptTax(priced, basis.tax, basis.pricesIncludeTax) : priced;
};

type Priced = { lines: OrderLine[]; totals: StoredTotals };

const withKeptTax = (
  { lines, totals }: Priced,
  kept: NonNullable<PricingBasis['tax']>,
  included: boolean,
): Priced => {
  const taxed = lines.map((line): OrderLine => {
    const known = kept.lines[line.id];
    if (!known || known.quantity !== line.quantity) return line;
    const { amount, currency } = line.total;
    return {
      ...line,
      tax: money(known.tax, currency),
      total: included ? line.total : money(amount - line.tax.amount + known.tax, currency),
    };
  });
  const ofShipping = totals.shipping === kept.shipping.fee ? kept.shipping.tax : shippingTaxOf(lines, totals);
  const tax = taxed.reduce((sum, line) => sum + line.tax.amount, ofShipping);
  const grand = included ? totals.grand : totals.grand - totals.tax + tax;
  return { lines: taxed, totals: { ...totals, tax, grand } };
};
