import { chaseParcel } from '../../fulfilment/chase-parcel.ts';
import { isProblem, type Problem } from '../../kernel/problem.ts';
import type { Decide } from '../../orders/decision.ts';
import { changeOrder } from '../../orders/effects/change-order.ts';
import { undoPlacement } from '../../orders/effects/undo-placement.ts';
import { nextDueOf } from '../../orders/next-due.ts';
import { nextOrder } from '../../orders/next-order.ts';
import { chasePickup, isAwaited } from '../../pickup/chase-pickup.ts';
import type { Deps } from '../../runtime/deps.ts';
import { completeDelivered } from '../complete-delivered.ts';
import type { DueMessage } from '../due-message.ts';
import { holdsFirst } from '../escalate-holds.ts';
import { remindOrCancel } from '../remind-or-cancel.ts';
import { watchShipping } from '../watch-shipping.ts';

/** What only says that somebody or something was faster; there is nothing left to do. */
const OVERTAKEN: readonly string[] = ['illegal_transition', 'not_found'];

const ORDER_CLOCKS = {
  unpaid: remindOrCancel,
  shipping: watchShipping,
  completion: completeDelivered,
} as const satisfies Record<string, Decide>;

/**
 * Lets an order's clock decide. When it has nothing to say although the order was found due, the policy has changed since
 * the deadline was worked out: it is worked out anew, or every sweep would find the order again for nothing.
 */
const orWindClock =
  (decide: Decide): Decide =>
  (order, context) => {
    const decision = decide(order, context);
    if (decision !== 'nothing' || nextDueOf(order, context.policy) === order.head.dueAt) return decision;
    return { next: nextOrder(order, {}, context.at, (next) => nextDueOf(next, context.policy)), events: [] };
  };

/** The clock of a fulfilment is that of its parcels, or of the goods that wait at the counter. */
const chaseFulfilment = (...[order, id, context]: Parameters<typeof chaseParcel>): ReturnType<Decide> =>
  order.fulfilments.some((each) => each.id === id && isAwaited(each))
    ? chasePickup(order, id, context)
    : chaseParcel(order, id, context);

/**
 * Does what is due, as of the time at which a sweep found it, the same way as a person would. The order decides
 * whether it is still so; a message that comes twice, late or out of order changes nothing more.
 */
export const handleDue = async (deps: Deps, message: DueMessage): Promise<Problem | undefined> => {
  if (message.kind === 'placement') {
    await undoPlacement(deps, message.orderId, message.asOf);
    return undefined;
  }
  const decide: Decide =
    message.kind === 'parcel'
      ? (order, context) => chaseFulfilment(order, message.fulfilmentId, context)
      : orWindClock(holdsFirst(ORDER_CLOCKS[message.kind]));
  const result = await changeOrder(deps, message.orderId, decide, {
    actor: `system:${message.kind}-sweep`,
    at: message.asOf,
  });
  return isProblem(result) && !OVERTAKEN.includes(result.code) ? result : undefined;
};
