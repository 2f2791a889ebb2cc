import type { DecisionContext } from '../decision.ts';
import { openRefunds } from '../open-refunds.ts';
import type { Order } from '../order.ts';
import type { OrderEvent } from '../order-events.ts';
import type { Refund } from '../payment.ts';

const REASON = 'the order was amended and costs less than was paid';

/** Whether a refund gives back what was too much, and nobody is known to have sent it yet. */
const isUnsent = ({ status, excess, providerReference, refused = [] }: Refund): boolean =>
  status === 'pending' && excess === true && providerReference === undefined && refused.length === 0;

const sumOf = (refunds: readonly Refund[]): number =>
  refunds.reduce((sum, { amount }) => sum + amount.amount, 0);

/**
 * Brings the money on its way back in line with a new total: opens what is too much now, and calls back what is not too
 * much any more, the newest first, so that an order that was lowered and raised again owes and refunds nothing. A
 * refund that was called back counts as failed; should it be paid out all the same, that is booked when it is told, and due.
 */
export const settleDifference = (
  order: Order,
  { at, actor }: DecisionContext,
): { order: Order; events: OrderEvent[] } => {
  const { totals } = order.head;
  const pending = order.refunds.filter(({ status }) => status === 'pending');
  const tooMuch = Math.max(0, totals.paid - totals.refunded - totals.grand);
  let left = sumOf(pending);
  const called = new Set<string>();
  for (const refund of pending.filter(isUnsent).toReversed()) {
    if (left <= tooMuch) break;
    left -= refund.amount.amount;
    called.add(refund.id);
  }
  const withdrawn = order.refunds.map(
    (refund): Refund =>
      called.has(refund.id)
        ? { ...refund, status: 'failed', withdrawnAt: at, version: refund.version + 1 }
        : refund,
  );
  const events = withdrawn
    .filter(({ id }) => called.has(id))
    .map(
      ({ id, paymentId, amount }): OrderEvent => ({
        type: 'refund_withdrawn',
        at,
        actor,
        data: { refundId: id, paymentId, amount },
      }),
    );
  const base = called.size > 0 ? { ...order, refunds: withdrawn } : order;
  if (tooMuch <= left) return { order: base, events };
  const opened = openRefunds(base, tooMuch - left, { reason: REASON, at, actor, excess: true });
  return { order: { ...base, refunds: opened.refunds }, events: [...events, ...opened.events] };
};
