import type { Problem } from '../kernel/problem.ts';
import { progressOf } from './amend/amend-rules.ts';
import type { Order } from './order.ts';
import { givesBack, isOnShelves, notPossible } from './possible-operations.ts';
import { whyBegun } from './withdraw-productions.ts';

/** Why an order can neither be split nor merged now: ended, picked, or money of it is (or was) on its way back. */
export const whyNotRegroup = (order: Order): Problem | undefined => {
  const { head, fulfilments } = order;
  if (head.status !== 'open')
    return notPossible(order, head.status, `The order ${head.number} is ${head.status}.`);
  if (!isOnShelves(order)) {
    const progress = progressOf(fulfilments);
    return notPossible(order, progress, `Goods of ${head.number} have left the shelves: ${progress}.`);
  }
  const begun = whyBegun(order, `Goods are made for ${head.number}; it stays as it is until they are sent.`);
  if (begun) return begun;
  return givesBack(order)
    ? notPossible(
        order,
        head.payment,
        `Money of ${head.number} is being given back, or was; that has to stay where it belongs.`,
      )
    : undefined;
};
