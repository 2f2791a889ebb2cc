import { illegalTransition, type Problem } from '../kernel/problem.ts';
import { type Progress, progressOf } from './amend/amend-rules.ts';
import { givenBackOf } from './derive-axes.ts';
import type { Order } from './order.ts';

/** While goods are on the shelves, they can be divided and joined. */
const ON_THE_SHELVES: readonly Progress[] = ['none', 'allocated', 'released'];

/** Why an order can neither be split nor merged now: ended, picked, or money of it is (or was) on its way back. */
export const whyNotRegroup = ({ head, fulfilments }: Order): Problem | undefined => {
  if (head.status !== 'open')
    return illegalTransition(head.status, [], `The order ${head.number} is ${head.status}.`);
  const progress = progressOf(fulfilments);
  if (!ON_THE_SHELVES.includes(progress))
    return illegalTransition(
      progress,
      ON_THE_SHELVES,
      `Goods of ${head.number} have left the shelves: ${progress}.`,
    );
  if (head.payment === 'refunding' || givenBackOf(head.totals) > 0)
    return illegalTransition(
      head.payment,
      ['unpaid', 'partially_paid', 'paid'],
      `Money of ${head.number} is being given back, or was; that has to stay where it belongs.`,
    );
  return undefined;
};
