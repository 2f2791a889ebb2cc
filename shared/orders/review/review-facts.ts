import { convertAmount } from '../../kernel/convert-amount.ts';
import type { Policy } from '../../policies/policy.ts';
import { dueOf } from '../derive-axes.ts';
import { openHolds } from '../holds.ts';
import type { HoldKind, Order } from '../order.ts';

/** What review rules may ask about an order; amounts in minor units. */
export type ReviewFacts = {
  order: {
    channel: string;
    shopId: string | null;
    paymentTerms: string;
    currency: string;
    /** In the order's currency. */
    total: number;
    /** In CNY by the policy's rates; more than any number where the currency has no rate. */
    totalCny: number;
    lineCount: number;
    paidInFull: boolean;
    country: string;
    deliveryMethod: string;
  };
  customer: { tier: string; creditRating: string };
  /** The kinds of the holds that are open: `address`, `price`, `quantity`, `contact`, `credit`, `duplicate`, … */
  anomalies: readonly HoldKind[];
};

/** What a rule may name; asking for anything else is refused when the rules are saved. */
export const FACTS: ReadonlySet<string> = new Set([
  'order.channel',
  'order.shopId',
  'order.paymentTerms',
  'order.currency',
  'order.total',
  'order.totalCny',
  'order.lineCount',
  'order.paidInFull',
  'order.country',
  'order.deliveryMethod',
  'customer.tier',
  'customer.creditRating',
  'anomalies',
]);

export const factsOf = (
  { head, body }: Pick<Order, 'head' | 'body'>,
  policy: Pick<Policy, 'review'>,
): ReviewFacts => ({
  order: {
    channel: head.channel,
    shopId: head.shopId ?? null,
    paymentTerms: head.paymentTerms,
    currency: head.currency,
    total: head.totals.grand,
    // A currency nobody gave a rate for is looked at by whoever looks at the largest rather than waved through.
    totalCny:
      convertAmount(head.totals.grand, head.currency, 'CNY', policy.review.cnyRates) ??
      Number.POSITIVE_INFINITY,
    lineCount: head.lineCount,
    paidInFull: dueOf(head.totals) <= 0,
    country: body.shippingAddress.country,
    deliveryMethod: body.delivery.method,
  },
  customer: { tier: head.tier, creditRating: head.creditRating },
  anomalies: [...new Set(openHolds({ head }).map(({ kind }) => kind))],
});
