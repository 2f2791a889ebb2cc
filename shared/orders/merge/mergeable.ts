import { isDeepStrictEqual } from 'node:util';
import { illegalTransition, type Problem, problem } from '../../kernel/problem.ts';
import { tooManyParts } from '../bundle-parts.ts';
import type { Order } from '../order.ts';
import { MAX_LINES } from '../place-order-schema.ts';
import { whyNotRegroup } from '../why-not-regroup.ts';

/** Payments that one order keeps. */
const MAX_PAYMENTS = 20;

/** Whether tax is contained in the prices (`true`), added (`false`), or there is none. */
const taxContained = ({ head: { totals } }: Order): boolean | undefined =>
  totals.tax === 0 ? undefined : totals.grand === totals.goods - totals.discount + totals.shipping;

/** What orders must have in common to become one. */
const COMMON: Readonly<Record<string, (order: Order) => unknown>> = {
  customer: ({ head }) => head.customerId,
  shippingAddress: ({ body }) => body.shippingAddress,
  delivery: ({ body }) => body.delivery,
  channel: ({ head }) => [head.channel, head.shopId ?? null],
  currency: ({ head }) => head.currency,
  paymentTerms: ({ head }) => head.paymentTerms,
  confirmation: ({ head }) => head.confirmation,
  pricesIncludeTax: taxContained,
};

/** Why orders must not become one: one of them has ended, is picked, or gives money back; or they differ. */
export const whyNotMerge = (survivor: Order, absorbed: readonly Order[]): Problem | undefined => {
  for (const order of [survivor, ...absorbed]) {
    const refused = whyNotRegroup(order);
    if (refused) return { ...refused, extra: { ...refused.extra, orderId: order.head.id } };
  }
  const conflicts = absorbed.flatMap((order) => {
    const differs = Object.entries(COMMON).flatMap(([what, of]) =>
      isDeepStrictEqual(of(order), of(survivor)) ? [] : [what],
    );
    return differs.length > 0 ? [{ orderId: order.head.id, differs }] : [];
  });
  if (conflicts.length > 0)
    return problem(409, 'not_mergeable', 'These orders do not go together', {
      detail: conflicts.map(({ orderId, differs }) => `${orderId}: another ${differs.join(', ')}`).join('; '),
      extra: { conflicts },
    });
  return tooLarge([survivor, ...absorbed]);
};

const tooLarge = (orders: readonly Order[]): Problem | undefined => {
  const count = (of: (order: Order) => readonly unknown[]): number =>
    orders.reduce((sum, order) => sum + of(order).length, 0);
  if (count(({ lines }) => lines) > MAX_LINES)
    return illegalTransition('open', [], `Together they have more than ${MAX_LINES} lines.`);
  const [parts] = tooManyParts(orders.flatMap(({ lines }) => lines));
  if (parts) return illegalTransition('open', [], `Together their lines ${parts.message}.`);
  return count(({ payments }) => payments) > MAX_PAYMENTS
    ? illegalTransition('open', [], `Together they have more than ${MAX_PAYMENTS} payments.`)
    : undefined;
};
