import { type Actor, holdsRole } from '../kernel/actor.ts';
import { forbidden, isProblem, type Problem } from '../kernel/problem.ts';
import { cancelOrder } from './cancel-order.ts';
import type { Decision, DecisionContext } from './decision.ts';
import { openHolds, releaseHolds } from './holds.ts';
import { nextDueOf } from './next-due.ts';
import { nextOrder } from './next-order.ts';
import type { Order } from './order.ts';
import { notPossible, POSSIBLE } from './possible-operations.ts';
import { confirmOrder } from './review-order.ts';

const mayDecide = (order: Order, actor: Actor): Problem | undefined => {
  const { head } = order;
  if (!POSSIBLE.approve(order))
    return notPossible(
      order,
      head.status === 'open' ? head.confirmation : head.status,
      'Only an open, unconfirmed order can be decided on.',
    );
  const asked = head.review.requiredRole ?? 'service_agent';
  return holdsRole(actor, [asked]) ? undefined : forbidden(`The review rule asks for the role ${asked}.`);
};

/**
 * A person's yes. It answers the holds that led to the review as well: they are released with it, because approving an
 * order means having looked at them.
 */
export const approveOrder = (
  order: Order,
  note: string | undefined,
  by: Actor,
  context: DecisionContext,
): Decision | Problem => {
  const refused = mayDecide(order, by);
  if (refused) return refused;
  const { at, actor, policy } = context;
  const released = releaseHolds(order, openHolds(order), note, context);
  const confirmed = confirmOrder(released.order, { decidedBy: actor }, context);
  return {
    next: nextOrder(order, confirmed.order, at, (next) => nextDueOf(next, policy)),
    events: [
      ...released.events,
      ...confirmed.events.map((event) =>
        note === undefined ? event : { ...event, data: { ...event.data, note } },
      ),
    ],
  };
};

/** A person's no: the order ends like a cancelled one, and says that it was refused. */
export const rejectOrder = (
  order: Order,
  note: string | undefined,
  by: Actor,
  context: DecisionContext,
): Decision | Problem => {
  const refused = mayDecide(order, by);
  if (refused) return refused;
  const { at, actor, policy } = context;
  const ended = cancelOrder(order, note ?? 'refused at review', context);
  if (isProblem(ended)) return ended;
  const review = { ...order.head.review, state: 'rejected' as const, decidedBy: actor, decidedAt: at };
  const head = { ...ended.next.head, confirmation: 'rejected' as const, review };
  return {
    next: nextOrder(order, { ...ended.next, head }, at, (next) => nextDueOf(next, policy)),
    events: [{ type: 'rejected', at, actor, data: note === undefined ? {} : { note } }, ...ended.events],
  };
};
