import { type Problem, problem, validationFailed } from '../kernel/problem.ts';
import type { Decision, DecisionContext } from './decision.ts';
import { answerBy, defaultAssignee, heldEvent, MAX_OPEN_HOLDS, openHolds } from './holds.ts';
import { nextDueOf } from './next-due.ts';
import { nextOrder } from './next-order.ts';
import type { Hold, Order } from './order.ts';
import { isGone, notPossible } from './possible-operations.ts';

/** What somebody asks an order to be held for; `id` is the new hold's. */
export type PlaceHold = Pick<Hold, 'id' | 'kind' | 'reason' | 'dueAt' | 'assignee'>;

/**
 * Holds an order: from now on no step of it is taken. Without a deadline it has the policy's, without an assignee the
 * role that answers such holds. Refused once all of it has left, when it has ended, and at {@link MAX_OPEN_HOLDS}.
 */
export const placeHold = (
  order: Order,
  { id, kind, reason, dueAt, assignee }: PlaceHold,
  context: DecisionContext,
): Decision | Problem => {
  const { head } = order;
  const { at, actor, policy } = context;
  if (head.status !== 'open') return notPossible(order, head.status, `The order is already ${head.status}.`);
  if (isGone(order))
    return notPossible(order, head.fulfilment, 'Everything has left; it cannot be held back.');
  if (openHolds(order).length >= MAX_OPEN_HOLDS)
    return problem(409, 'too_many_holds', 'The order has too many open holds', {
      detail: `At most ${MAX_OPEN_HOLDS} holds can be open at a time. Release one first.`,
      extra: { holds: openHolds(order).map((each) => ({ id: each.id, kind: each.kind })) },
    });
  if (dueAt !== undefined && Date.parse(dueAt) <= Date.parse(at))
    return validationFailed([{ path: '/dueAt', code: 'in_the_past', message: 'must lie in the future' }]);
  const hold: Hold = {
    id,
    kind,
    reason,
    placedBy: actor,
    placedAt: at,
    assignee: assignee ?? defaultAssignee(kind),
    dueAt: dueAt === undefined ? answerBy(kind, at, policy) : new Date(dueAt).toISOString(),
  };
  return {
    next: nextOrder(order, { head: { holds: [...head.holds, hold] } }, at, (next) => nextDueOf(next, policy)),
    events: [heldEvent(hold, context)],
  };
};
