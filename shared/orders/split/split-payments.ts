import { partId } from '../../kernel/ids.ts';
import { money } from '../../kernel/money.ts';
import { refundableOf } from '../open-refunds.ts';
import type { Order } from '../order.ts';
import type { Payment } from '../payment.ts';

/** The original's payments as they remain, and each further order's shares of them. */
export type DividedPayments = { remaining: readonly Payment[]; shares: readonly Payment[][] };

/**
 * Divides the money that is there: each order in turn, the original first, gets what it costs, as far as it goes. What
 * another order gets is a share of the very payment that brought it (same method, same provider's reference), so that a
 * refund of any of them goes back where the money came from; and no money is counted twice.
 */
export const splitPayments = (
  order: Order,
  grands: readonly number[],
  orderIds: readonly string[],
): DividedPayments => {
  const [first = 0, ...others] = grands;
  let spare = Math.max(0, refundableOf(order) - first);
  const remaining = [...order.payments];
  const shares = others.map((grand, at) => {
    const orderId = orderIds[at] ?? '';
    let wanted = Math.min(spare, grand);
    spare -= wanted;
    const own: Payment[] = [];
    for (const [index, payment] of remaining.entries()) {
      const amount = Math.min(wanted, freeOf(order, payment));
      if (amount <= 0) continue;
      wanted -= amount;
      remaining[index] = lessened(payment, amount, order.payments[index]);
      own.push(shareOf(payment, orderId, own.length + 1, amount));
    }
    return own;
  });
  return { remaining, shares };
};

/** What of a payment is neither given back nor on its way back. */
const freeOf = ({ refunds }: Order, { id, status, amount }: Payment): number => {
  if (status !== 'succeeded') return 0;
  const back = refunds.filter((refund) => refund.paymentId === id && refund.status !== 'failed');
  return amount.amount - back.reduce((sum, refund) => sum + refund.amount.amount, 0);
};

const lessened = (payment: Payment, by: number, read: Payment | undefined): Payment => ({
  ...payment,
  version: (read?.version ?? payment.version) + 1,
  amount: money(payment.amount.amount - by, payment.amount.currency),
  charged: payment.charged ?? payment.amount,
});

const shareOf = (payment: Payment, orderId: string, ordinal: number, amount: number): Payment => {
  const { refused: _, ...known } = payment;
  return {
    ...known,
    id: partId('pay', orderId, ordinal),
    version: 1,
    orderId,
    amount: money(amount, payment.amount.currency),
    charged: payment.charged ?? payment.amount,
    shareOf: payment.shareOf ?? payment.id,
  };
};
