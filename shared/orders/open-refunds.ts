import { partId } from '../kernel/ids.ts';
import { money } from '../kernel/money.ts';
import type { Order } from './order.ts';
import type { OrderEvent } from './order-events.ts';
import type { Payment, Refund } from './payment.ts';

/** What of a payment has not been given back, nor is being given back, in minor units. */
const refundable = (order: Order, paymentId: string, paid: number): number =>
  order.refunds
    .filter((refund) => refund.paymentId === paymentId && refund.status !== 'failed')
    .reduce((left, refund) => left - refund.amount.amount, paid);

/** What of the order's money could be given back now: captured, neither given back nor on its way, in minor units. */
export const refundableOf = (order: Order): number =>
  received(order).reduce((sum, payment) => sum + refundable(order, payment.id, payment.amount.amount), 0);

/** The payments that brought money, the latest first: what came last is what was too much. */
const received = ({ payments }: Order): Payment[] =>
  payments
    .filter((payment) => payment.status === 'succeeded')
    .toReversed()
    .sort((one, other) => moneyAt(other).localeCompare(moneyAt(one)));

const moneyAt = ({ succeededAt, createdAt }: Payment): string => succeededAt ?? createdAt;

/**
 * Opens refunds for an amount (minor units), newest payment first, never beyond what a payment still holds. Each is a
 * refund of its own, because money returns to where it came from. `lines` says for which goods; the first carries it.
 * `excess` says that it was paid beyond the total.
 */
export const openRefunds = (
  order: Order,
  amount: number,
  {
    reason,
    at,
    actor,
    lines,
    excess,
  }: { reason: string; at: string; actor: string; lines?: Refund['lines']; excess?: boolean },
): { refunds: readonly Refund[]; events: readonly OrderEvent[] } => {
  let left = amount;
  const opened: Refund[] = [];
  for (const payment of received(order)) {
    const part = Math.min(left, refundable(order, payment.id, payment.amount.amount));
    if (part <= 0) continue;
    left -= part;
    opened.push({
      id: partId('ref', order.head.id, order.refunds.length + opened.length + 1),
      version: 1,
      orderId: order.head.id,
      paymentId: payment.id,
      method: payment.method,
      status: 'pending',
      amount: money(part, order.head.currency),
      reason,
      ...(excess ? { excess: true as const } : {}),
      ...(lines && opened.length === 0 ? { lines } : {}),
      createdAt: at,
    });
  }
  const events = opened.map(
    (refund): OrderEvent => ({
      type: 'refund_opened',
      at,
      actor,
      data: { refundId: refund.id, paymentId: refund.paymentId, amount: refund.amount, reason },
    }),
  );
  return { refunds: [...order.refunds, ...opened], events };
};
