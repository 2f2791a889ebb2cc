import { isProblem, notFound } from '../../shared/kernel/problem.ts';
import { findOrderId } from '../../shared/orders/effects/find-order-store.ts';
import { loadOrder } from '../../shared/orders/effects/load-order.ts';
import { readTimeline } from '../../shared/orders/effects/timeline-store.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { knowsPhone, trackingView } from '../../shared/tracking/track-order.ts';
import { trackOrderOperation } from '../../shared/tracking/tracking-operations.ts';

/** Unknown numbers are looked up all the same, so that they take about as long as a wrong telephone. */
const NOBODY = 'ord_00000000000000000000000000';

export const handler = httpHandler(trackOrderOperation, async ({ query }, { table }) => {
  const orderId = (await findOrderId(table, query.number.toUpperCase())) ?? NOBODY;
  const order = await loadOrder(table, orderId);
  if (isProblem(order) || !knowsPhone(order, query.phone)) return notFound('order');
  return ok(trackingView(order, await readTimeline(table, orderId)));
});
