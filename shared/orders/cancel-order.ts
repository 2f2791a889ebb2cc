import type { Problem } from '../kernel/problem.ts';
import type { Decision, DecisionContext } from './decision.ts';
import type { Fulfilment } from './fulfilment.ts';
import { nextDueOf } from './next-due.ts';
import { nextOrder } from './next-order.ts';
import { openRefunds, refundableOf } from './open-refunds.ts';
import type { Order } from './order.ts';
import type { OrderEvent } from './order-events.ts';
import type { Payment } from './payment.ts';
import { notPossible, POSSIBLE } from './possible-operations.ts';

/**
 * Ends an order before shipping: its fulfilments stop, its stock is freed, open payments close, and what was paid goes
 * back to where it came from. Refused once a parcel has left (that is a return), and when it has already ended.
 */
export const cancelOrder = (
  order: Order,
  reason: string,
  { at, actor, policy }: DecisionContext,
): Decision | Problem => {
  const refused = whyNot(order);
  if (refused) return refused;
  const { refunds, events } = openRefunds(order, refundableOf(order), { reason, at, actor });
  const cancelled: OrderEvent = { type: 'cancelled', at, actor, data: { reason } };
  return {
    next: nextOrder(
      order,
      {
        head: { status: 'cancelled', cancelledAt: at },
        body: { ...order.body, cancelReason: reason },
        fulfilments: order.fulfilments.map(stopped),
        payments: order.payments.map(closed),
        refunds,
      },
      at,
      (next) => nextDueOf(next, policy),
    ),
    events: [cancelled, ...events],
  };
};

const whyNot = (order: Order): Problem | undefined => {
  const { status, fulfilment } = order.head;
  if (POSSIBLE.cancel(order)) return undefined;
  return status === 'open'
    ? notPossible(order, fulfilment, 'A parcel has left; it can only come back.')
    : notPossible(order, status, `The order is already ${status}.`);
};

const stopped = (fulfilment: Fulfilment): Fulfilment =>
  fulfilment.status === 'cancelled'
    ? fulfilment
    : { ...fulfilment, status: 'cancelled', version: fulfilment.version + 1 };

const closed = (payment: Payment): Payment =>
  payment.status === 'pending' ? { ...payment, status: 'cancelled', version: payment.version + 1 } : payment;
