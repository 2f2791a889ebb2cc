import { allocateOver, type Money, money } from '../kernel/money.ts';
import { dueOf } from '../orders/derive-axes.ts';
import type { Fulfilment } from '../orders/fulfilment.ts';
import type { Order } from '../orders/order.ts';
import { worthOf } from './worth-of.ts';

/**
 * What is collected at the door for a fulfilment of an order on delivery: its share, by its goods' worth, of all that
 * is to be collected. What was collected for a sibling counts as still to come, so that no share moves when the first
 * parcel's money arrives. Undefined where nothing is to be collected.
 */
export const cashOf = (order: Order, fulfilment: Fulfilment): Money | undefined => {
  const { head, fulfilments, payments } = order;
  if (head.paymentTerms !== 'cod') return undefined;
  const collected = payments
    .filter(({ method, status }) => method === 'cod' && status === 'succeeded')
    .reduce((sum, { amount }) => sum + amount.amount, 0);
  const toCollect = money(dueOf(head.totals) + collected, head.currency);
  const sharing = fulfilments.filter(({ status, id }) => status !== 'cancelled' || id === fulfilment.id);
  const weights = sharing.map((each) => worthOf(order, each.lines));
  // Gifts alone are worth nothing, and may still have their shipping to be paid.
  const shares = weights.some((weight) => weight > 0) ? weights : weights.map((_, at) => (at === 0 ? 1 : 0));
  if (toCollect.amount <= 0 || dueOf(head.totals) <= 0) return undefined;
  const mine = allocateOver(toCollect, shares)[sharing.findIndex(({ id }) => id === fulfilment.id)];
  return mine && mine.amount > 0 ? mine : undefined;
};
