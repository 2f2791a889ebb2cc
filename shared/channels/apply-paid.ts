import { hoursAfter } from '../kernel/clock.ts';
import { partId } from '../kernel/ids.ts';
import { money } from '../kernel/money.ts';
import type { DecisionContext } from '../orders/change-order.ts';
import type { Decision } from '../orders/commit-order.ts';
import { dueOf } from '../orders/derive-axes.ts';
import { nextDueOf } from '../orders/next-due.ts';
import { nextOrder } from '../orders/next-order.ts';
import type { Order } from '../orders/order.ts';
import { reviewOrder } from '../orders/review-order.ts';

/** The channel says that it has the buyer's money: what is due is paid, once. */
export const applyPaid = (order: Order, context: DecisionContext): Decision | 'nothing' => {
  const due = dueOf(order.head.totals);
  if (due <= 0 || order.head.totals.paid > 0 || order.head.status !== 'open') return 'nothing';
  const { at, actor, policy } = context;
  const amount = money(due, order.head.currency);
  const reviewed = reviewOrder(
    {
      ...order,
      head: {
        ...order.head,
        totals: { ...order.head.totals, paid: order.head.totals.paid + due },
        paidAt: at,
        promisedShipBy: hoursAfter(at, policy.shipping.promiseHours),
        reminders: 0,
      },
      payments: [
        ...order.payments,
        {
          id: partId('pay', order.head.id, order.payments.length + 1),
          version: 1,
          orderId: order.head.id,
          method: 'channel',
          status: 'succeeded',
          amount,
          createdAt: at,
          succeededAt: at,
        },
      ],
    },
    context,
  );
  return {
    next: nextOrder(order, reviewed.order, at, (next) => nextDueOf(next, policy)),
    events: [{ type: 'paid', at, actor, data: { amount } }, ...reviewed.events],
  };
};
