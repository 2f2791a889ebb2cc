import { sendRest } from '../fulfilment/allocate-order.ts';
import { releaseAll } from '../fulfilment/release-all.ts';
import { type Actor, holdsRole } from '../kernel/actor.ts';
import { forbidden, notFound, type Problem } from '../kernel/problem.ts';
import { openConfirmations } from './confirmations.ts';
import type { Decision, DecisionContext } from './decision.ts';
import { openHolds, releaseHolds } from './holds.ts';
import { nextDueOf } from './next-due.ts';
import { nextOrder } from './next-order.ts';
import type { Order } from './order.ts';
import { notPossible } from './possible-operations.ts';
import { reviewOrder } from './review-order.ts';

/**
 * Releases one hold. With the last one gone, an order that waits for review is reviewed again, because rules look at
 * holds; a ready one goes on, because the queue of the warehouses takes every event of a ready order. A hold that
 * somebody else has released stays as it is. `by` is who releases it, where that is a person: some holds need a role.
 */
export const releaseHold = (
  order: Order,
  holdId: string,
  note: string | undefined,
  context: DecisionContext,
  by?: Actor,
): Decision | Problem | 'nothing' => {
  const { head, body } = order;
  if ([...head.holds, ...(body.pastHolds ?? [])].some((hold) => hold.id === holdId && hold.releasedAt))
    return 'nothing';
  const hold = openHolds(order).find(({ id }) => id === holdId);
  if (!hold) return notFound('hold');
  if (head.status !== 'open') return notPossible(order, head.status, `The order is already ${head.status}.`);
  if (hold.needs && !(by && holdsRole(by, [hold.needs])))
    return forbidden(`This hold is released by the role ${hold.needs}.`);
  const released = releaseHolds(order, [hold], note, context);
  const reviewed =
    openHolds(released.order).length === 0
      ? reviewOrder(released.order, context)
      : { order: released.order, events: [] };
  // What was confirmed while the order was held goes on now.
  const isFree = openHolds(reviewed.order).length + openConfirmations(reviewed.order).length === 0;
  const sent = isFree
    ? releaseAll(reviewed.order, context)
    : { fulfilments: reviewed.order.fulfilments, events: [] };
  const changed = { ...reviewed.order, fulfilments: sent.fulfilments };
  const next = nextOrder(order, changed, context.at, (after) => nextDueOf(after, context.policy));
  // Goods that came while the order was held.
  const rest = isFree ? sendRest(next, context) : { made: [], events: [] };
  return {
    next:
      rest.made.length === 0
        ? next
        : nextOrder(
            order,
            { ...changed, fulfilments: [...changed.fulfilments, ...rest.made] },
            context.at,
            (after) => nextDueOf(after, context.policy),
          ),
    events: [...released.events, ...reviewed.events, ...sent.events, ...rest.events],
  };
};
