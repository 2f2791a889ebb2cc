import { hoursAfter } from '../kernel/clock.ts';
import { type Problem, problem } from '../kernel/problem.ts';
import type { Policy } from '../policies/policy.ts';
import type { DecisionContext } from './decision.ts';
import type { Hold, HoldKind, Order } from './order.ts';
import type { OrderEvent } from './order-events.ts';

/** More open holds than this say nothing more, and would make the head large. */
export const MAX_OPEN_HOLDS = 20;

/** Released holds that the order itself still shows; the timeline shows all. */
const KEPT = 20;

/** The holds that nobody has released. */
export const openHolds = ({ head }: Pick<Order, 'head'>): Hold[] =>
  head.holds.filter(({ releasedAt }) => releasedAt === undefined);

/** 409 with the open holds, where there are any: what a held order does not do. */
export const whyHeld = (order: Pick<Order, 'head'>): Problem | undefined => {
  const holds = openHolds(order);
  if (holds.length === 0) return undefined;
  return problem(409, 'order_on_hold', 'The order is on hold', {
    detail: 'A held order is not worked on. Release its holds first.',
    extra: { holds: holds.map(({ id, kind, reason }) => ({ id, kind, reason })) },
  });
};

/** By when a hold of this kind, placed now, is to be answered (G4, G6). */
export const answerBy = (kind: HoldKind, at: string, { holds }: Policy): string =>
  hoursAfter(at, kind === 'address' ? holds.addressWithinHours : holds.answerWithinHours);

/** Who answers a hold of this kind when nobody is named: money is for finance, the rest for service. */
export const defaultAssignee = (kind: HoldKind): string =>
  kind === 'credit' ? 'role:finance' : 'role:service_agent';

/** What is told of a new hold. */
export const heldEvent = (
  { id, kind, reason, assignee, dueAt }: Hold,
  { at, actor }: Pick<DecisionContext, 'at' | 'actor'>,
): OrderEvent => ({
  type: 'held',
  at,
  actor,
  data: {
    holdId: id,
    kind,
    reason,
    ...(assignee === undefined ? {} : { assignee }),
    ...(dueAt === undefined ? {} : { dueAt }),
  },
});

/** The order without these holds, which move to what it was held for, and what is told of it. */
export const releaseHolds = (
  order: Order,
  holds: readonly Hold[],
  note: string | undefined,
  { at, actor }: Pick<DecisionContext, 'at' | 'actor'>,
): { order: Order; events: OrderEvent[] } => {
  if (holds.length === 0) return { order, events: [] };
  const released = holds.map(
    (hold): Hold => ({
      ...hold,
      releasedAt: at,
      releasedBy: actor,
      ...(note === undefined ? {} : { releaseNote: note }),
    }),
  );
  const left = order.head.holds.filter((hold) => !holds.includes(hold));
  const pastHolds = [...(order.body.pastHolds ?? []), ...released].slice(-KEPT);
  return {
    order: { ...order, head: { ...order.head, holds: left }, body: { ...order.body, pastHolds } },
    events: holds.map(({ id, kind }) => ({
      type: 'hold_released',
      at,
      actor,
      data: { holdId: id, kind, ...(note === undefined ? {} : { note }) },
    })),
  };
};
