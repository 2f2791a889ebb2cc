import type { DecisionContext } from './decision.ts';
import { dueOf } from './derive-axes.ts';
import type { Order, OrderHead, Review } from './order.ts';
import type { OrderEvent } from './order-events.ts';

/** What the rules look at. */
type Facts = {
  openHolds: readonly string[];
  tier: OrderHead['tier'];
  creditRating: OrderHead['creditRating'];
  /** The order's total in CNY, in minor units. */
  totalCny: number;
  paidInFull: boolean;
};

type Outcome = { approve: true } | { ask: NonNullable<Review['requiredRole']> };

/** The holds that people must look at before anything else. */
const ANOMALIES: readonly string[] = ['address', 'price', 'quantity', 'duplicate', 'channel_change'];

const FINANCE_FROM = 2_000_000;
const MANAGER_FROM = 500_000;

/**
 * The default review rules, checked in order; the first that applies decides. They stand here as a list of condition
 * and outcome, which is the place the rule engine's data will take.
 */
const RULES: readonly { number: number; applies: (facts: Facts) => boolean; outcome: Outcome }[] = [
  {
    number: 1,
    applies: ({ openHolds }) => openHolds.some((kind) => ANOMALIES.includes(kind)),
    outcome: { ask: 'service_agent' },
  },
  {
    number: 2,
    applies: ({ creditRating, totalCny }) => creditRating === 'C' || totalCny >= FINANCE_FROM,
    outcome: { ask: 'finance_director' },
  },
  { number: 3, applies: ({ totalCny }) => totalCny >= MANAGER_FROM, outcome: { ask: 'sales_manager' } },
  { number: 4, applies: ({ tier }) => tier === 'A', outcome: { approve: true } },
  { number: 5, applies: ({ paidInFull }) => paidInFull, outcome: { approve: true } },
  { number: 6, applies: () => true, outcome: { ask: 'service_agent' } },
];

const factsOf = ({ head }: Order, { policy }: DecisionContext): Facts => ({
  openHolds: head.holds.filter((hold) => !hold.releasedAt).map((hold) => hold.kind),
  tier: head.tier,
  creditRating: head.creditRating,
  // A currency nobody gave a rate for is looked at by the finance director rather than waved through.
  totalCny: head.totals.grand * (policy.review.cnyRates[head.currency] ?? Number.POSITIVE_INFINITY),
  paidInFull: dueOf(head.totals) <= 0,
});

/**
 * Decides whether an unconfirmed order may be carried out, or who is to be asked; run at intake and again whenever
 * what the rules look at has changed (paid, a hold released). Answers the order as it then stands.
 */
export const reviewOrder = (
  order: Order,
  context: DecisionContext,
): { order: Order; events: OrderEvent[] } => {
  if (order.head.confirmation !== 'unconfirmed' || order.head.status !== 'open') return { order, events: [] };
  const facts = factsOf(order, context);
  const rule = RULES.find(({ applies }) => applies(facts));
  if (!rule) throw new Error('The last review rule applies to every order.');
  if ('approve' in rule.outcome)
    return confirmOrder(order, { rule: rule.number, decidedBy: `rule:${rule.number}` }, context);
  const review: Review = { state: 'pending', requiredRole: rule.outcome.ask, rule: rule.number };
  return { order: { ...order, head: { ...order.head, review } }, events: [] };
};

/** Confirms an order, by a rule or by a person. */
export const confirmOrder = (
  order: Order,
  { rule, decidedBy }: { rule?: number; decidedBy: string },
  { at, actor }: DecisionContext,
): { order: Order; events: OrderEvent[] } => {
  const review: Review = {
    ...order.head.review,
    state: 'approved',
    decidedBy,
    decidedAt: at,
    ...(rule === undefined ? {} : { rule }),
  };
  const event: OrderEvent = {
    type: 'confirmed',
    at,
    actor,
    data: { decidedBy, ...(rule === undefined ? {} : { rule }) },
  };
  return { order: { ...order, head: { ...order.head, confirmation: 'confirmed', review } }, events: [event] };
};
