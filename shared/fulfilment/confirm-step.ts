import { type Actor, holdsRole, isStaff } from '../kernel/actor.ts';
import { forbidden, notFound, type Problem } from '../kernel/problem.ts';
import { openConfirmations, roleOf } from '../orders/confirmations.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import { openHolds } from '../orders/holds.ts';
import { nextDueOf } from '../orders/next-due.ts';
import { nextOrder } from '../orders/next-order.ts';
import type { ConfirmationStep, Order } from '../orders/order.ts';
import { notPossible } from '../orders/possible-operations.ts';
import { releaseAll } from './release-all.ts';

/**
 * Notes that a step was confirmed, by whom and when. With the last one the order's fulfilments go to their warehouses by
 * themselves, where the policy does not leave that to people. What the buyer has to confirm they confirm themselves, or
 * service does for them, and says so. A step that is confirmed stays so.
 */
export const confirmStep = (
  order: Order,
  step: string,
  { by, note }: { by: Actor; note?: string | undefined },
  context: DecisionContext,
): Decision | Problem | 'nothing' => {
  const { head, body } = order;
  const open = openConfirmations(order);
  const asked = open.find((each) => each.step === step);
  if (!asked)
    return body.confirmed?.some((each) => each.step === step) ? 'nothing' : notFound('confirmation');
  if (head.status !== 'open') return notPossible(order, head.status, `The order is already ${head.status}.`);
  const refused = whyNotBy(asked, by);
  if (refused) return refused;
  const { at, actor, policy } = context;
  const { escalatedAt: _, ...rest } = asked;
  const confirmed: ConfirmationStep = {
    ...rest,
    confirmedAt: at,
    confirmedBy: actor,
    ...(note === undefined ? {} : { note }),
  };
  const left = open.filter((each) => each !== asked);
  const changed: Order = {
    ...order,
    head: { ...head, confirmations: left.length > 0 ? left : undefined },
    body: { ...body, confirmed: [...(body.confirmed ?? []), confirmed] },
  };
  // A held order is not sent to a warehouse; people release it when the hold is gone.
  const going = left.length === 0 && openHolds(order).length === 0;
  const { fulfilments, events } = going
    ? releaseAll(changed, context)
    : { fulfilments: order.fulfilments, events: [] };
  const data = {
    step,
    by: asked.by,
    left: left.map((each) => each.step),
    ...(note === undefined ? {} : { note }),
  };
  return {
    next: nextOrder(order, { ...changed, fulfilments }, at, (next) => nextDueOf(next, policy)),
    events: [{ type: 'confirmation_given', at, actor, data }, ...events],
  };
};

const whyNotBy = (step: ConfirmationStep, by: Actor): Problem | undefined => {
  const role = roleOf(step);
  const isBuyer = step.by === 'customer' && !isStaff(by);
  return isBuyer || holdsRole(by, [role])
    ? undefined
    : forbidden(
        step.by === 'customer'
          ? 'The buyer confirms this, or service for them.'
          : `This is confirmed by the role ${role}.`,
      );
};
