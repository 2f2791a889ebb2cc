import { notFound, type Problem } from '../kernel/problem.ts';
import type { Decision, DecisionContext } from './decision.ts';
import { openHolds } from './holds.ts';
import { nextDueOf } from './next-due.ts';
import { nextOrder } from './next-order.ts';
import type { HoldKind, Order } from './order.ts';

/** Who is to look after it (`role:<role>` or `user:<name>`): the order, or its open holds of one kind. */
export type Assignment = { to: string; hold?: HoldKind | undefined };

/** Gives an order, or its open holds of a kind, to somebody; 404 when no such hold is open. */
export const assignOrder = (
  order: Order,
  { to, hold }: Assignment,
  { at, actor, policy }: DecisionContext,
): Decision | Problem | 'nothing' => {
  const finish = (change: Parameters<typeof nextOrder>[1], data: Readonly<Record<string, unknown>>) => ({
    next: nextOrder(order, change, at, (next) => nextDueOf(next, policy)),
    events: [{ type: 'assigned' as const, at, actor, data: { assignee: to, ...data } }],
  });
  if (hold === undefined) {
    if (order.body.assignee === to) return 'nothing';
    return finish({ body: { ...order.body, assignee: to } }, {});
  }
  const open = openHolds(order).filter(({ kind }) => kind === hold);
  if (open.length === 0) return notFound('open hold');
  const moved = open.filter(({ assignee }) => assignee !== to);
  if (moved.length === 0) return 'nothing';
  const holds = order.head.holds.map((each) => (moved.includes(each) ? { ...each, assignee: to } : each));
  return finish({ head: { holds } }, { kind: hold, holdIds: moved.map(({ id }) => id) });
};
