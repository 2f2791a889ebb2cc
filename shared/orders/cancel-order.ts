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
import { whyBegun, withdrawnNames, withdrawProductions } from './withdraw-productions.ts';

/**
 * Ends an order before shipping: its fulfilments stop, its stock is freed, open payments close, and what was paid goes
 * back to where it came from. Goods that were begun for it are given up only where somebody says so. Refused once a parcel has left (that is a return), and when it has already ended.
 */
export const cancelOrder = (
  order: Order,
  reason: string,
  { at, actor, policy }: DecisionContext,
  /** Somebody who may has said that goods which were made for it are given up. */
  evenIfMade = false,
): Decision | Problem => {
  const refused = whyNot(order) ?? (evenIfMade ? undefined : whyBegun(order, BEGUN));
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
        ...withdrawProductions(order),
      },
      at,
      (next) => nextDueOf(next, policy),
    ),
    events: [cancelled, ...stoppedWork(order, { at, actor }), ...events],
  };
};

const BEGUN =
  'What was begun for this buyer is of no use to another. A sales manager may cancel it nevertheless, with evenIfMade: true.';

/** Tells the workshops that they need not go on. */
const stoppedWork = (order: Order, { at, actor }: Pick<DecisionContext, 'at' | 'actor'>): OrderEvent[] => {
  const productions = withdrawnNames(order);
  return productions.length > 0 ? [{ type: 'production_cancelled', at, actor, data: { productions } }] : [];
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
