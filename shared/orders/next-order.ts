import { withDerivedAxes } from './derive-axes.ts';
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
  return withDeadline(withReadiness(changed, at), dueAt);
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
