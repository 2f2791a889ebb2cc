import { money } from '../kernel/money.ts';
import type { Problem } from '../kernel/problem.ts';
import type { Decision, DecisionContext } from './decision.ts';
import { dueOf, isSettled } from './derive-axes.ts';
import { nextDueOf } from './next-due.ts';
import { nextOrder } from './next-order.ts';
import type { Order } from './order.ts';
import { notPossible } from './possible-operations.ts';

/**
 * Ends an order that was received and settled, by the buyer's word or by the passing of time (G10). Repeating it does
 * nothing. Refused while goods are on their way or money is open.
 */
export const completeOrder = (
  order: Order,
  { at, actor, policy }: DecisionContext,
): Decision | Problem | 'nothing' => {
  const { head } = order;
  if (head.status === 'completed') return 'nothing';
  if (head.status === 'cancelled') return notPossible(order, 'cancelled', 'The order was cancelled.');
  if (head.fulfilment !== 'delivered')
    return notPossible(order, head.fulfilment, 'Not everything has been delivered yet.');
  if (head.payment === 'refunding') return notPossible(order, 'refunding', 'A refund is still open.');
  if (!isSettled(head.totals))
    return notPossible(
      order,
      head.payment,
      `${dueOf(head.totals)} ${head.currency} (minor units) are still due.`,
    );
  return {
    next: nextOrder(order, { head: { status: 'completed', completedAt: at } }, at, (next) =>
      nextDueOf(next, policy),
    ),
    events: [
      {
        type: 'completed',
        at,
        actor,
        data: { kept: money(head.totals.paid - head.totals.refunded, head.currency) },
      },
    ],
  };
};
