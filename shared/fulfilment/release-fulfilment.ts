import { isProblem, type Problem } from '../kernel/problem.ts';
import { whyUnconfirmed } from '../orders/confirmations.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import type { Order } from '../orders/order.ts';
import { advanceFulfilment, stepEvent } from './advance-fulfilment.ts';
import { fulfilmentOf, whyNotStep } from './fulfilment-steps.ts';

/** Gives an allocated fulfilment to the warehouse, where the policy leaves that to people, and all is confirmed. */
export const releaseFulfilment = (
  order: Order,
  id: string,
  context: DecisionContext,
): Decision | Problem | 'nothing' => {
  const fulfilment = fulfilmentOf(order, id);
  if (isProblem(fulfilment)) return fulfilment;
  if (fulfilment.status === 'released') return 'nothing';
  const refused = whyNotStep(order, fulfilment, 'release') ?? whyUnconfirmed(order);
  if (refused) return refused;
  const released = { ...fulfilment, status: 'released' as const, releasedAt: context.at };
  return advanceFulfilment(order, released, [stepEvent(order, 'released', released, context)], context);
};
