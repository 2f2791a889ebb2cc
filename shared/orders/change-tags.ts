import { type Problem, validationFailed } from '../kernel/problem.ts';
import type { Decision, DecisionContext } from './decision.ts';
import { nextDueOf } from './next-due.ts';
import { nextOrder } from './next-order.ts';
import type { Order } from './order.ts';

/** Tags that one order carries: more sort nothing any more. */
export const MAX_TAGS = 30;

/** The order's tags after some are put on and some taken off, in the order in which they came. */
export const tagsWith = (
  { body }: Pick<Order, 'body'>,
  { add = [], remove = [] }: { add?: readonly string[]; remove?: readonly string[] },
): string[] => [...new Set([...(body.tags ?? []), ...add])].filter((tag) => !remove.includes(tag));

/**
 * Gives an order these tags and no others, whatever state it is in. Tells which came and which went; refused beyond
 * {@link MAX_TAGS}.
 */
export const changeTags = (
  order: Order,
  wanted: readonly string[],
  { at, actor, policy }: DecisionContext,
): Decision | Problem | 'nothing' => {
  const before = order.body.tags ?? [];
  const tags = [...new Set(wanted)];
  if (tags.length > MAX_TAGS)
    return validationFailed([{ path: '/tags', code: 'too_many', message: `are more than ${MAX_TAGS}` }]);
  const added = tags.filter((tag) => !before.includes(tag));
  const removed = before.filter((tag) => !tags.includes(tag));
  if (added.length === 0 && removed.length === 0) return 'nothing';
  return {
    next: nextOrder(order, { body: { ...order.body, tags } }, at, (next) => nextDueOf(next, policy)),
    events: [{ type: 'tagged', at, actor, data: { added, removed } }],
  };
};
