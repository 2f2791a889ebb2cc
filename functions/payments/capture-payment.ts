import { answerOrderChange } from '../../shared/orders/effects/answer-order-change.ts';
import { capturePayment } from '../../shared/payments/capture-payment.ts';
import { capturePaymentOperation } from '../../shared/payments/payment-operations.ts';
import { paymentViewOf } from '../../shared/payments/payment-view.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(capturePaymentOperation, (request, deps) => {
  const { id, paymentId } = request.params;
  return answerOrderChange(
    { ...request, follow: true },
    deps,
    id,
    (order, context) => capturePayment(order, paymentId, request.body, context),
    (after) => ok(paymentViewOf(after, paymentId)),
  );
});
