import { orderIdOfPart } from '../../kernel/ids.ts';
import type { Problem } from '../../kernel/problem.ts';
import { changeOrder } from '../../orders/effects/change-order.ts';
import type { Order } from '../../orders/order.ts';
import type { Deps } from '../../runtime/deps.ts';
import { allocatingAtOnce } from '../../sourcing/effects/allocate-at-once.ts';
import { readDelivery } from '../../webhooks/effects/delivery-store.ts';
import { applyPayment } from '../apply-payment.ts';
import { applyRefund } from '../apply-refund.ts';
import { isRefundNews, type PaymentEvent, paymentEventSchema } from '../payment-events.ts';

const orderIdOf = (news: PaymentEvent): string => {
  const id = isRefundNews(news) ? orderIdOfPart('ref', news.refundId) : orderIdOfPart('pay', news.paymentId);
  if (!id) throw new Error('The payment provider speaks of an id that is none of ours.');
  return id;
};

/**
 * Applies one stored message of a payment provider. Safe to repeat and to reorder; news of a payment that does not
 * exist is a problem and ends in the dead-letter queue, where people see it. An order that it makes ready goes out at once.
 */
export const applyPaymentEvent = async (deps: Deps, deliveryKey: string): Promise<Order | Problem> => {
  const delivery = await readDelivery(deps.table, deliveryKey);
  if (!delivery) throw new Error(`The delivery ${deliveryKey} is not kept any more.`);
  const news = paymentEventSchema.parse(delivery.body);
  return changeOrder(
    deps,
    orderIdOf(news),
    isRefundNews(news)
      ? (order, context) => applyRefund(order, news, context)
      : allocatingAtOnce(deps, (order, context) => applyPayment(order, news, context)),
    { actor: delivery.sender, follow: true },
  );
};
