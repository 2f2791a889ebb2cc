import { money } from '../kernel/money.ts';
import { promiseOf } from '../production/lead-time.ts';
import { notBeforeGoods } from './await-goods.ts';
import type { DecisionContext } from './decision.ts';
import { dueOf } from './derive-axes.ts';
import type { Order, OrderHead } from './order.ts';
import type { OrderEvent } from './order-events.ts';

/**
 * Notes the moment from which nothing is due any more. The first time it is a milestone, and starts the shipping promise
 * where the goods waited for the money; elsewhere they are on their way already. An order that was raised and is paid
 * up again keeps its promise, and its warnings begin anew.
 */
export const markPaid = (
  order: Order,
  { at, actor, policy }: DecisionContext,
): { order: Order; events: OrderEvent[] } => {
  const { head } = order;
  if (head.status === 'cancelled' || dueOf(head.totals) > 0) return { order, events: [] };
  if (head.paidAt !== undefined)
    return head.owedSince === undefined
      ? { order, events: [] }
      : { order: { ...order, head: { ...head, owedSince: undefined, reminders: 0 } }, events: [] };
  const clock: Partial<OrderHead> =
    head.paymentTerms === 'prepaid'
      ? { promisedShipBy: notBeforeGoods(promiseOf(order.lines, at, policy), head, policy), reminders: 0 }
      : {};
  return {
    order: { ...order, head: { ...head, paidAt: at, ...clock } },
    events: [{ type: 'paid', at, actor, data: { amount: money(head.totals.paid, head.currency) } }],
  };
};
