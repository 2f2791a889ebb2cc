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
  const { dueAt: _, ...rest } = changed.head;
  const due = dueAt(changed);
  return { ...changed, head: due === undefined ? rest : { ...rest, dueAt: due } };
};
