import { isProblem, type Problem } from '../kernel/problem.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import type { Order } from '../orders/order.ts';
import { advanceFulfilment, stepEvent } from './advance-fulfilment.ts';
import { fulfilmentOf, whyNotStep } from './fulfilment-steps.ts';

/** Notes that what was picked is in its box. */
export const packFulfilment = (
  order: Order,
  id: string,
  context: DecisionContext,
): Decision | Problem | 'nothing' => {
  const fulfilment = fulfilmentOf(order, id);
  if (isProblem(fulfilment)) return fulfilment;
  if (fulfilment.status === 'packed') return 'nothing';
  const refused = whyNotStep(order, fulfilment, 'pack');
  if (refused) return refused;
  const packed = { ...fulfilment, status: 'packed' as const, packedAt: context.at };
  return advanceFulfilment(order, packed, [stepEvent(order, 'packed', packed, context)], context);
};
