import { isProblem, type Problem } from '../../kernel/problem.ts';
import type { Deps } from '../../runtime/deps.ts';
import { transact } from '../../runtime/transact.ts';
import { dueGivingUp } from '../backorder.ts';
import { dueClosings } from '../close-reservations.ts';
import { givingUpGroups } from './backorder-writes.ts';
import { closingWrites } from './commit-order.ts';
import { loadOrder } from './load-order.ts';

/**
 * Ends the reservations and backorders that a large order's commit had no room for, a page or a SKU a transaction. What is left to do is worked
 * out from the order each time, and a page ends once, so that it may run twice, late, or after a crash in the middle.
 */
export const settleStock = async (
  { table, random, now }: Deps,
  orderId: string,
): Promise<Problem | undefined> => {
  const order = await loadOrder(table, orderId);
  if (isProblem(order)) return order;
  for (const closing of dueClosings(order)) {
    const context = { now: now(), random, actor: 'system:stock-settlement' };
    const outcome = await transact(table, closingWrites(orderId, closing, context), random);
    // Another run may have ended this page; anything else that stands in the way is a defect to be seen.
    if (!outcome.committed && !outcome.failed.some(({ label }) => label.startsWith('reservation')))
      throw new Error(
        `The stock of ${orderId} could not be settled: ${outcome.failed.map(({ label }) => label).join(', ')}.`,
      );
  }
  for (const writes of givingUpGroups(orderId, dueGivingUp(order))) {
    const outcome = await transact(table, writes, random);
    if (!outcome.committed && !outcome.failed.some(({ label }) => label.startsWith('backorder')))
      throw new Error(`${orderId} could not be taken out of a queue.`);
  }
  return undefined;
};
