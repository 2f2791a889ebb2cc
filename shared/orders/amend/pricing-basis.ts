import type { Policy } from '../../policies/policy.ts';
import type { Order, OrderLine, PricingBasis, StoredTotals } from '../order.ts';
import { type PricedItem, priceOrder } from '../price-order.ts';

/**
 * How an order was priced, told from the order itself the first time it is amended. A shipping fee that the policy's
 * rule explains goes on following that rule, as it stands now; any other (a channel's, one that a split left behind)
 * is kept as it is.
 */
export const basisOf = ({ head, body }: Order, { pricing }: Policy): PricingBasis => {
  if (body.pricing) return body.pricing;
  const { goods, discount, shipping, grand } = head.totals;
  const fee = pricing.shippingFee[head.currency] ?? 0;
  const freeFrom = pricing.freeShippingFrom[head.currency];
  const isFree = freeFrom !== undefined && goods - discount >= freeFrom;
  const followsRule = shipping === (isFree ? 0 : fee);
  return {
    goods,
    discount,
    shippingFee: followsRule ? fee : shipping,
    ...(followsRule && freeFrom !== undefined ? { freeShippingFrom: freeFrom } : {}),
    pricesIncludeTax:
      head.totals.tax === 0 ? pricing.pricesIncludeTax : grand === goods - discount + shipping,
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
  return priceOrder(items, {
    currency,
    country,
    policy: { ...policy, pricing: { ...policy.pricing, pricesIncludeTax: basis.pricesIncludeTax } },
    channelAmounts: { discount, shipping: isFree ? 0 : basis.shippingFee },
  });
};
