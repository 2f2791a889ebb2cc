import { isOwnByMerge } from '../../shared/customers/effects/same-person.ts';
import { isProblem } from '../../shared/kernel/problem.ts';
import { orderAnswerFor } from '../../shared/orders/effects/answer-order-change.ts';
import { loadOrder } from '../../shared/orders/effects/load-order.ts';
import { mayTouch } from '../../shared/orders/may-touch.ts';
import { getOrderOperation } from '../../shared/orders/order-operations.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(getOrderOperation, async ({ params, actor }, { table }) => {
  const order = await loadOrder(table, params.id);
  if (isProblem(order)) return order;
  const refused = mayTouch(order, actor);
  const allowed = !refused || (await isOwnByMerge(table, actor, order.head.customerId));
  return allowed ? orderAnswerFor(actor, order) : refused;
});
