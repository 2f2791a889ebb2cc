import { type Actor, isStaff } from '../../shared/kernel/actor.ts';
import { isProblem } from '../../shared/kernel/problem.ts';
import { intakeOrder } from '../../shared/orders/effects/intake-order.ts';
import { mayPlace } from '../../shared/orders/may-place.ts';
import type { Order } from '../../shared/orders/order.ts';
import { placeOrderOperation } from '../../shared/orders/order-operations.ts';
import { orderView, orderViewFor } from '../../shared/orders/order-view.ts';
import { type Answer, created, ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

const placed = (order: Order): Answer => created(orderView(order), order.head.version);

const repeated = (actor: Actor, order: Order): Answer => {
  const answer = ok(orderViewFor(actor, order), order.head.version);
  return { ...answer, headers: { ...answer.headers, 'idempotent-replayed': 'true' } };
};

export const handler = httpHandler(placeOrderOperation, async (request, deps) => {
  const { body, actor, correlationId, idempotency } = request;
  const command = mayPlace(body, actor);
  if (isProblem(command)) return command;
  const taken = await intakeOrder(deps, command, {
    actor: actor.name,
    pricesFromBuyer: !isStaff(actor),
    present: placed,
    correlationId,
    ...(idempotency ? { idempotency } : {}),
  });
  if (isProblem(taken)) return taken;
  return taken.repeated ? repeated(actor, taken.order) : placed(taken.order);
});
