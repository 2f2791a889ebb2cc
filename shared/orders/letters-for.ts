import type { Customer } from '../customers/customer.ts';
import type { Decision, DecisionContext } from './decision.ts';
import { nextDueOf } from './next-due.ts';
import { nextOrder } from './next-order.ts';
import type { Order, OrderBody } from './order.ts';

/** Which letters a customer is written, by the ways they want to hear of their orders; all where they never said. */
export const lettersFor = ({ preferences }: Pick<Customer, 'preferences'>): Pick<OrderBody, 'letters'> =>
  preferences?.channels && !preferences.channels.includes('email') ? { letters: 'necessary' } : {};

/** Brings an open order in line with what its customer wants now. */
export const rewriteLetters = (
  order: Order,
  customer: Pick<Customer, 'preferences'>,
  { at, policy }: DecisionContext,
): Decision | 'nothing' => {
  const { letters } = lettersFor(customer);
  if (order.head.status !== 'open' || order.body.letters === letters) return 'nothing';
  const { letters: _, ...rest } = order.body;
  const body: OrderBody = letters ? { ...rest, letters } : rest;
  return { next: nextOrder(order, { body }, at, (next) => nextDueOf(next, policy)), events: [] };
};
