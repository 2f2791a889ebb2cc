import { isOwnByMerge } from '../../shared/customers/effects/same-person.ts';
import { isStaff } from '../../shared/kernel/actor.ts';
import { notFound } from '../../shared/kernel/problem.ts';
import { readHeads } from '../../shared/orders/effects/find-order-store.ts';
import { readHistory } from '../../shared/orders/effects/read-history.ts';
import { forBuyers } from '../../shared/orders/effects/timeline-store.ts';
import { mayTouch } from '../../shared/orders/may-touch.ts';
import { getTimelineOperation } from '../../shared/orders/order-operations.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(getTimelineOperation, async ({ params, actor }, { table }) => {
  const [[head], items] = await Promise.all([readHeads(table, [params.id]), readHistory(table, params.id)]);
  if (!head) return notFound('order');
  const refused = mayTouch({ head }, actor);
  if (refused && !(await isOwnByMerge(table, actor, head.customerId))) return refused;
  return ok({ items: isStaff(actor) ? items : forBuyers(items) });
});
