import { answerOrderChange } from '../../shared/orders/effects/answer-order-change.ts';
import { settleRefundOperation } from '../../shared/payments/payment-operations.ts';
import { refundViewOf } from '../../shared/payments/payment-view.ts';
import { settleRefundByHand } from '../../shared/payments/settle-refund.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(settleRefundOperation, (request, deps) => {
  const { id, refundId } = request.params;
  return answerOrderChange(
    { ...request, follow: true },
    deps,
    id,
    (order, context) => settleRefundByHand(order, refundId, request.body.reference, context),
    (after) => ok(refundViewOf(after, refundId)),
  );
});
