import { newId } from '../../shared/kernel/ids.ts';
import { answerOrderChange } from '../../shared/orders/effects/answer-order-change.ts';
import { placeHoldOperation } from '../../shared/orders/order-operations.ts';
import { orderView } from '../../shared/orders/order-view.ts';
import { placeHold } from '../../shared/orders/place-hold.ts';
import { created } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(placeHoldOperation, (request, deps) => {
  const id = newId('hld', deps.now(), deps.random);
  return answerOrderChange(
    request,
    deps,
    request.params.id,
    (order, context) => placeHold(order, { id, ...request.body }, context),
    (order) => created(orderView(order), order.head.version),
  );
});
