import { hoursAfter } from '../kernel/clock.ts';
import { newId, type Random } from '../kernel/ids.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import { nextDueOf } from '../orders/next-due.ts';
import { nextOrder } from '../orders/next-order.ts';
import type { Hold, Order } from '../orders/order.ts';
import type { ChannelEvent } from './channel-event-schema.ts';

/**
 * A channel's news of an order that was merged into this one. The channel speaks of a part that is no order any more:
 * neither can the whole be cancelled for it, nor counted as paid, so people are told, once for each kind of news.
 */
export const applyMergedNews = (
  order: Order,
  { event, order: { externalId } }: ChannelEvent,
  { at, actor, policy }: DecisionContext,
  random: Random,
): Decision | 'nothing' => {
  if (event === 'order.created' || order.head.status !== 'open') return 'nothing';
  const reason = `the channel told ${event} of ${externalId}, which was merged into this order`;
  if (order.head.holds.some((hold) => hold.reason === reason)) return 'nothing';
  const hold: Hold = {
    id: newId('hld', new Date(at), random),
    kind: 'channel_change',
    reason,
    placedBy: actor,
    placedAt: at,
    dueAt: hoursAfter(at, policy.holds.answerWithinHours),
  };
  return {
    next: nextOrder(order, { head: { holds: [...order.head.holds, hold] } }, at, (next) =>
      nextDueOf(next, policy),
    ),
    events: [{ type: 'held', at, actor, data: { holdId: hold.id, kind: hold.kind, reason } }],
  };
};
