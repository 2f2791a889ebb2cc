import { answerOrderChange } from '../../shared/orders/effects/answer-order-change.ts';
import { refundOrderOperation } from '../../shared/payments/payment-operations.ts';
import { refundsView } from '../../shared/payments/payment-view.ts';
import { requestRefund } from '../../shared/payments/request-refund.ts';
import { created } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(refundOrderOperation, (request, deps) => {
  // New refunds stand after those that were there at the (last) decision.
  let known = 0;
  return answerOrderChange(
    request,
    deps,
    request.params.id,
    (order, context) => {
      known = order.refunds.length;
      return requestRefund(order, request.body, context);
    },
    (after) => created(refundsView(after.refunds.slice(known))),
  );
});
