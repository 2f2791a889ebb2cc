import type { Problem } from '../kernel/problem.ts';
import { progressOf } from './amend/amend-rules.ts';
import type { Order } from './order.ts';
import { givesBack, isOnShelves, notPossible } from './possible-operations.ts';

/** Why an order can neither be split nor merged now: ended, picked, or money of it is (or was) on its way back. */
export const whyNotRegroup = (order: Order): Problem | undefined => {
  const { head, fulfilments } = order;
  if (head.status !== 'open')
    return notPossible(order, head.status, `The order ${head.number} is ${head.status}.`);
  if (!isOnShelves(order)) {
    const progress = progressOf(fulfilments);
    return notPossible(order, progress, `Goods of ${head.number} have left the shelves: ${progress}.`);
  }
  return givesBack(order)
    ? notPossible(
        order,
        head.payment,
        `Money of ${head.number} is being given back, or was; that has to stay where it belongs.`,
      )
    : undefined;
};
