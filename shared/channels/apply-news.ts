import type { Random } from '../kernel/ids.ts';
import { isProblem } from '../kernel/problem.ts';
import { cancelOrder } from '../orders/cancel-order.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import { nextDueOf } from '../orders/next-due.ts';
import { nextOrder } from '../orders/next-order.ts';
import type { Hold, Order } from '../orders/order.ts';
import { applyPaid } from './apply-paid.ts';
import { applyUpdated } from './apply-update.ts';
import type { ChannelEvent } from './channel-event-schema.ts';

/**
 * Applies a channel's news to an order that is here. News may come late, twice and in any order, so each kind looks at
 * what is so: paid and cancelled hold whenever they come, an update counts only if it is the latest.
 */
export const applyNews = (
  order: Order,
  news: ChannelEvent,
  context: DecisionContext,
  random: Random,
): Decision | 'nothing' => {
  if (news.event === 'order.created') return 'nothing';
  if (news.event === 'order.cancelled') return applyCancelled(order, context);
  if (news.event === 'order.paid') return applyPaid(order, context);
  return applyUpdated(order, news, context, random);
};

const applyCancelled = (order: Order, context: DecisionContext): Decision | 'nothing' => {
  if (order.head.status !== 'open') return 'nothing';
  const cancelled = cancelOrder(order, 'cancelled by the channel', context);
  if (!isProblem(cancelled)) return cancelled;
  // Too late: a parcel has left. People have to know, once.
  return heldOnce(order, 'the channel cancelled the order after a parcel had left', context);
};

const heldOnce = (
  order: Order,
  reason: string,
  { at, actor, policy }: DecisionContext,
): Decision | 'nothing' => {
  const known = [...order.head.holds, ...(order.body.pastHolds ?? [])];
  if (known.some((hold) => hold.reason === reason)) return 'nothing';
  const hold: Hold = {
    id: `hld_${order.head.id.slice('ord_'.length)}`,
    kind: 'channel_change',
    reason,
    placedBy: actor,
    placedAt: at,
  };
  const head = { holds: [...order.head.holds, hold] };
  return {
    next: nextOrder(order, { head }, at, (next) => nextDueOf(next, policy)),
    events: [{ type: 'held', at, actor, data: { holdId: hold.id, kind: hold.kind, reason } }],
  };
};
