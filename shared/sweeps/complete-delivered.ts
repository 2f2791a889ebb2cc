import type { Problem } from '../kernel/problem.ts';
import { completeOrder } from '../orders/complete-order.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import { phaseDueOf } from '../orders/next-due.ts';
import type { Order } from '../orders/order.ts';
import type { Stage } from '../orders/stage.ts';

/** The stages in which goods are with the buyer, or on their way. */
export const SENT_STAGES: readonly Stage[] = ['shipped', 'processed_shipped'];

/** Completes an order that was delivered long enough ago without a claim (G10); any other stays as it is. */
export const completeDelivered = (order: Order, context: DecisionContext): Decision | Problem | 'nothing' => {
  if (!SENT_STAGES.includes(order.head.stage)) return 'nothing';
  const due = phaseDueOf(order, context.policy);
  return due === undefined || due > context.at ? 'nothing' : completeOrder(order, context);
};
