import { isProblem } from '../../shared/kernel/problem.ts';
import { splitOrderOperation } from '../../shared/orders/desk-operations.ts';
import { changeOrders } from '../../shared/orders/effects/change-orders.ts';
import type { Order } from '../../shared/orders/order.ts';
import { orderView } from '../../shared/orders/order-view.ts';
import { splitOrder } from '../../shared/orders/split/split-order.ts';
import { created } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

const answer = (orders: readonly Order[]) =>
  created({ orders: orders.map(orderView) }, orders[0]?.head.version);

export const handler = httpHandler(splitOrderOperation, async (request, deps) => {
  const { actor, correlationId, ifMatch, body, remember } = request;
  const changed = await changeOrders(
    deps,
    [request.params.id],
    ([order], context) => {
      if (!order) throw new Error('An order that was read is not there.');
      const split = splitOrder(order, body, { ...context, random: deps.random });
      if (isProblem(split)) return split;
      return [{ before: order, decision: split.original }, ...split.others.map((decision) => ({ decision }))];
    },
    {
      actor: actor.name,
      correlationId,
      ...(ifMatch === undefined ? {} : { ifMatch }),
      remember: (after) => remember(answer(after)),
    },
  );
  return isProblem(changed) ? changed : answer(changed);
});
