import type { Problem } from '../kernel/problem.ts';
import { approveOrder } from '../orders/decide-review.ts';
import type { Decision } from '../orders/decision.ts';
import { whyHeld } from '../orders/holds.ts';
import { nextDueOf } from '../orders/next-due.ts';
import { nextOrder } from '../orders/next-order.ts';
import type { Order } from '../orders/order.ts';
import { reviewOrder } from '../orders/review-order.ts';
import type { ActionContext } from './apply-action.ts';

/**
 * Confirms an order that waits for its review: where the review rules in force would, or else as whoever put the rule, who
 * must hold the role that the review asks for. A person's approval answers the open holds, because they have looked at
 * them; a rule has not, so that a held order is refused until its holds are released by name.
 */
export const confirmByRule = (
  order: Order,
  note: string | undefined,
  context: ActionContext,
): Decision | Problem | 'nothing' => {
  const { status, confirmation } = order.head;
  if (status === 'open' && confirmation === 'confirmed') return 'nothing';
  if (status === 'open' && confirmation === 'unconfirmed') {
    const held = whyHeld(order);
    if (held) return held;
    const reviewed = reviewOrder(order, context);
    if (reviewed.order.head.confirmation === 'confirmed')
      return {
        next: nextOrder(order, reviewed.order, context.at, (next) => nextDueOf(next, context.policy)),
        events: reviewed.events,
      };
  }
  return approveOrder(order, note, context.by, context);
};
