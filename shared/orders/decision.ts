import type { QueueTerm } from '../inventory/backorder.ts';
import type { Problem } from '../kernel/problem.ts';
import type { Policy } from '../policies/policy.ts';
import type { Write } from '../runtime/transact.ts';
import type { BroughtUnits } from './brought-units.ts';
import type { LostUnits } from './lost-units.ts';
import type { Order } from './order.ts';
import type { OrderEvent } from './order-events.ts';
import type { RuleSet } from './review/review-rules.ts';

/** What every decision may know beside the order: when, who, and the shop's policy. */
export type DecisionContext = {
  at: string;
  actor: string;
  policy: Policy;
  /** The review rules in force, where the order may be reviewed; the system's own where they are not given. */
  rules?: RuleSet;
};

/** What a decision wants: the order as it is to be, and what happened. */
export type Decision = {
  next: Order;
  events: readonly OrderEvent[];
  /** Units given back that are not there in truth: they leave the stock instead of going back into it. */
  lost?: readonly LostUnits[];
  /** Units that come in with it, reserved for the order at once; its pages name them. */
  brought?: readonly BroughtUnits[];
  /** What was known of the queues that it takes a place in, or goes past. */
  queues?: readonly QueueTerm[];
  /** Further writes that must hold with it: unique keys. */
  also?: readonly Write[];
};

/** A pure rule: the order's next state and what happened, or why not; `nothing` when it is already so. */
export type Decide = (order: Order, context: DecisionContext) => Decision | Problem | 'nothing';
