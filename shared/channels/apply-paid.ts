import { partId } from '../kernel/ids.ts';
import { money } from '../kernel/money.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import { dueOf } from '../orders/derive-axes.ts';
import type { Order } from '../orders/order.ts';
import type { Payment } from '../orders/payment.ts';
import { receivePayment } from '../payments/receive-payment.ts';

/** The channel says that it has the buyer's money: what is due is paid, once, by the path of all money. */
export const applyPaid = (order: Order, context: DecisionContext): Decision | 'nothing' => {
  const { head, payments } = order;
  const due = dueOf(head.totals);
  const told = payments.some(({ method }) => method === 'channel');
  if (due <= 0 || told || head.status !== 'open') return 'nothing';
  const payment: Payment = {
    id: partId('pay', head.id, payments.length + 1),
    version: 1,
    orderId: head.id,
    method: 'channel',
    status: 'pending',
    amount: money(due, head.currency),
    createdAt: context.at,
  };
  const reference = `${head.channel}:${head.externalId ?? head.number}`;
  return receivePayment({ ...order, payments: [...payments, payment] }, payment, reference, context);
};
