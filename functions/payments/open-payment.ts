import { answerOrderChange } from '../../shared/orders/effects/answer-order-change.ts';
import type { Order } from '../../shared/orders/order.ts';
import { openPayment } from '../../shared/payments/open-payment.ts';
import { openPaymentOperation } from '../../shared/payments/payment-operations.ts';
import { paymentView } from '../../shared/payments/payment-view.ts';
import { created } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

/** The payment that was opened stands last. */
const opened = (order: Order) => {
  const payment = order.payments.at(-1);
  if (!payment) throw new Error('A payment that was opened is not there.');
  return created(paymentView(order, payment));
};

export const handler = httpHandler(openPaymentOperation, (request, deps) =>
  answerOrderChange(
    request,
    deps,
    request.params.id,
    (order, context) => openPayment(order, request.body, context),
    opened,
  ),
);
