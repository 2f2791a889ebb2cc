import { withDerivedAxes } from './derive-axes.ts';
import type { Fulfilment } from './fulfilment.ts';
import type { Order, OrderHead } from './order.ts';

/**
 * Finishes a decision: a new version of the head with its axes, stage and deadline in line with the facts. Every
 * decision that touches the order as a whole ends here; one that only moves a fulfilment along does not.
 */
export const nextOrder = (
  before: Order,
  change: Partial<Omit<Order, 'head'>> & { head?: Partial<OrderHead> },
  at: string,
  dueAt: (order: Order) => string | undefined,
): Order => {
  const { head, ...parts } = change;
  const changed = withDerivedAxes({
    ...before,
    ...parts,
    head: { ...before.head, ...head, version: before.head.version + 1, updatedAt: at },
  });
  return withDeadline(withReadiness(stoppingWork(before, changed), at), dueAt);
};

/** Where the next step of the warehouse writes nothing but the fulfilment: picked, packed, given its waybill. */
const AT_WORK: readonly Fulfilment['status'][] = ['released', 'picked', 'packed'];

/**
 * A new hold takes part in every fulfilment that is worked on: a step decided in the same moment, without it, finds
 * another version there and is decided again. Holds are rare and steps are not, so the hold pays for the write.
 */
const stoppingWork = (before: Order, order: Order): Order => {
  const known = new Set(before.head.holds.map(({ id }) => id));
  const isHeldAnew = order.head.holds.some(
    ({ id, releasedAt }) => releasedAt === undefined && !known.has(id),
  );
  if (!isHeldAnew || !order.fulfilments.some(({ status }) => AT_WORK.includes(status))) return order;
  return {
    ...order,
    fulfilments: order.fulfilments.map((each) =>
      AT_WORK.includes(each.status) && before.fulfilments.includes(each)
        ? { ...each, version: each.version + 1 }
        : each,
    ),
  };
};

/** Notes when an order could first be handled: confirmed, and its money no reason to wait. */
const withReadiness = (order: Order, at: string): Order =>
  order.head.stage === 'ready_unprocessed' && order.head.readyAt === undefined
    ? { ...order, head: { ...order.head, readyAt: at } }
    : order;

const withDeadline = (order: Order, dueAt: (order: Order) => string | undefined): Order => {
  const { dueAt: _, ...rest } = order.head;
  const due = dueAt(order);
  return { ...order, head: due === undefined ? rest : { ...rest, dueAt: due } };
};
