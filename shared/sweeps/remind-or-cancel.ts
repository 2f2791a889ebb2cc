import { hoursAfter } from '../kernel/clock.ts';
import { money } from '../kernel/money.ts';
import type { Problem } from '../kernel/problem.ts';
import { cancelOrder } from '../orders/cancel-order.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import { dueOf } from '../orders/derive-axes.ts';
import { nextDueOf, paymentClock, unpaidHours } from '../orders/next-due.ts';
import { nextOrder } from '../orders/next-order.ts';
import type { Order } from '../orders/order.ts';
import type { Stage } from '../orders/stage.ts';

/** The stages in which an order waits for its money. */
export const UNPAID_STAGES: readonly Stage[] = ['unconfirmed_unpaid', 'confirmed_unpaid'];

/**
 * What is due of an unpaid order (G1, G8): its end when the time is over, else the latest reminder that was not sent;
 * earlier ones that were missed are skipped, because two reminders at once remind of nothing. An order that is paid
 * meanwhile, or whose clock has not rung, stays as it is.
 */
export const remindOrCancel = (order: Order, context: DecisionContext): Decision | Problem | 'nothing' => {
  const { at, actor, policy } = context;
  const { head } = order;
  if (!UNPAID_STAGES.includes(head.stage) || head.paymentTerms !== 'prepaid') return 'nothing';
  const since = paymentClock(head);
  const cancelsAt = hoursAfter(since, policy.payment.cancelAfterHours);
  if (cancelsAt <= at) return cancelOrder(order, 'not paid in time', context);
  const reminders = unpaidHours(policy).slice(0, -1);
  const passed = reminders.filter((hours) => hoursAfter(since, hours) <= at).length;
  if (passed <= head.reminders) return 'nothing';
  const due = money(dueOf(head.totals), head.currency);
  return {
    next: nextOrder(order, { head: { reminders: passed } }, at, (next) => nextDueOf(next, policy)),
    events: [
      {
        type: 'payment_reminded',
        at,
        actor,
        data: { reminder: passed, of: reminders.length, due, cancelsAt },
      },
    ],
  };
};
