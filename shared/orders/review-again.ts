import { isDeepStrictEqual } from 'node:util';
import { type Actor, holdsRole } from '../kernel/actor.ts';
import { money } from '../kernel/money.ts';
import type { DecisionContext } from './decision.ts';
import { answerBy, heldEvent } from './holds.ts';
import type { Hold, Order, ReviewRole } from './order.ts';
import type { OrderEvent } from './order-events.ts';
import { factsOf } from './review/review-facts.ts';
import { DEFAULT_RULES, ruleFor } from './review/review-rules.ts';
import { reviewOrder } from './review-order.ts';

type Reviewed = { order: Order; events: OrderEvent[] };

/**
 * Asks the review rules again where what they look at has changed. An order that waits for its review is reviewed as it now
 * stands. A confirmed one that costs more than was confirmed, or to which another rule now applies (it goes to another
 * country, in another way), stays confirmed, but is held when the rules ask for a role that whoever changed it does
 * not hold: nobody waves through more than they may by changing it afterwards.
 */
export const reviewAgain = (
  before: Order,
  order: Order,
  context: DecisionContext & { by: Actor },
): Reviewed => {
  const waits = order.head.confirmation === 'unconfirmed';
  if (!(waits ? factsDiffer(before, order, context) : outgrew(before, order, context)))
    return { order, events: [] };
  const asked = reviewOrder(waits ? order : unconfirmed(before, order), context);
  const { review, confirmation, status } = asked.order.head;
  // A rule that refuses the order as it now stands does not end it in the middle of a change; people look at it.
  if (waits && status === 'open') return asked;
  if (confirmation === 'confirmed') return { order, events: [] };
  const role = status === 'open' ? review.requiredRole : undefined;
  return role && holdsRole(context.by, [role])
    ? { order, events: [] }
    : held(before, order, role ?? 'finance_director', context);
};

const factsDiffer = (before: Order, order: Order, { policy }: DecisionContext): boolean =>
  !isDeepStrictEqual(factsOf(before, policy), factsOf(order, policy));

/** As the review would see a confirmed order; what it is newly held for stops it by itself. */
const unconfirmed = (before: Order, order: Order): Order => ({
  ...order,
  head: { ...order.head, holds: before.head.holds, confirmation: 'unconfirmed' },
});

/** Whether a confirmation does not cover the order any more: it costs more, or another rule speaks of it. */
const outgrew = (
  before: Order,
  order: Order,
  { policy, rules = DEFAULT_RULES }: DecisionContext,
): boolean => {
  if (order.head.totals.grand > before.head.totals.grand) return true;
  const speaks = (each: Order) => ruleFor(rules, factsOf(each, policy))?.number;
  return movedOf(order) !== movedOf(before) && speaks(unconfirmed(before, order)) !== speaks(before);
};

/** A cheaper order at its old place needs no new leave, whichever rule speaks of it. */
const movedOf = ({ body }: Order): string => `${body.shippingAddress.country} ${body.delivery.method}`;

const held = (before: Order, order: Order, role: ReviewRole, context: DecisionContext): Reviewed => {
  const { at, actor, policy } = context;
  const { currency } = order.head;
  const hold: Hold = {
    // The same change decided again must come to the same id.
    id: `hld_${order.head.id.slice('ord_'.length)}_${before.head.version + 1}_manual`,
    kind: 'manual',
    reason: `changed so that the review rules ask for the role ${role}`,
    placedBy: actor,
    placedAt: at,
    assignee: `role:${role}`,
    needs: role,
    dueAt: answerBy('manual', at, policy),
  };
  const told = heldEvent(hold, context);
  const data = {
    ...told.data,
    confirmed: money(before.head.totals.grand, currency),
    now: money(order.head.totals.grand, currency),
  };
  return {
    order: { ...order, head: { ...order.head, holds: [...order.head.holds, hold] } },
    events: [{ ...told, data }],
  };
};
