import { isProblem } from '../kernel/problem.ts';
import { cancelOrder } from './cancel-order.ts';
import type { DecisionContext } from './decision.ts';
import { answerBy, defaultAssignee, heldEvent, MAX_OPEN_HOLDS, openHolds } from './holds.ts';
import type { Hold, Order, Review } from './order.ts';
import type { OrderEvent } from './order-events.ts';
import { factsOf } from './review/review-facts.ts';
import { DEFAULT_RULES, type ReviewRule, ruleFor } from './review/review-rules.ts';

type Reviewed = { order: Order; events: OrderEvent[] };

/** The rule that spoke: its number and name in the rule set of a version. */
type Spoken = Required<Pick<Review, 'rule' | 'ruleName' | 'rulesVersion'>>;

/**
 * Decides by the review rules whether an unconfirmed order may be carried out, who is to be asked, or that it is held or
 * refused; the first rule that applies decides, service is asked where none does. Run at intake and again whenever what
 * the rules look at has changed (paid, amended, a hold released). Answers the order as it then stands.
 */
export const reviewOrder = (order: Order, context: DecisionContext): Reviewed => {
  if (order.head.confirmation !== 'unconfirmed' || order.head.status !== 'open') return { order, events: [] };
  const rules = context.rules ?? DEFAULT_RULES;
  const found = ruleFor(rules, factsOf(order, context.policy), (rule) => hasHeld(order, rule));
  if (!found) return { order: waiting(order, 'service_agent'), events: [] };
  const { name, then } = found.rule;
  const spoken = { rule: found.number, ruleName: name, rulesVersion: rules.version };
  if ('approve' in then) return confirmOrder(order, { spoken, decidedBy: `rule:${found.number}` }, context);
  if ('ask' in then) return { order: waiting(order, then.ask, spoken), events: [] };
  if ('hold' in then) return held(order, spoken, then.hold, context);
  return refused(order, spoken, then.reject, context);
};

const waiting = (
  order: Order,
  requiredRole: NonNullable<Review['requiredRole']>,
  spoken?: Spoken,
): Order => ({
  ...order,
  head: { ...order.head, review: { state: 'pending', requiredRole, ...spoken } },
});

const ruleActor = (name: string): string => `rule:${name}`;

/** A rule holds an order once: with the release of its hold, somebody has answered it. */
const hasHeld = ({ head, body }: Order, { name, then }: ReviewRule): boolean =>
  'hold' in then &&
  ([...head.holds, ...(body.pastHolds ?? [])].some(({ placedBy }) => placedBy === ruleActor(name)) ||
    openHolds({ head }).length >= MAX_OPEN_HOLDS);

const held = (
  order: Order,
  spoken: Spoken,
  { kind, reason }: Pick<Hold, 'kind' | 'reason'>,
  context: DecisionContext,
): Reviewed => {
  const { at, policy } = context;
  const hold: Hold = {
    // The same review worked out again must come to the same id; a rule set holds an order once by each rule.
    id: `hld_${order.head.id.slice('ord_'.length)}_${spoken.rulesVersion}_${spoken.rule}`,
    kind,
    reason,
    placedBy: ruleActor(spoken.ruleName),
    placedAt: at,
    assignee: defaultAssignee(kind),
    dueAt: answerBy(kind, at, policy),
  };
  const asked = waiting(order, 'service_agent', spoken);
  return {
    order: { ...asked, head: { ...asked.head, holds: [...asked.head.holds, hold] } },
    events: [heldEvent(hold, context)],
  };
};

/** Ends the order as a cancelled one, refused. The caller finishes it: its version is the one that was given. */
const refused = (order: Order, spoken: Spoken, reason: string, context: DecisionContext): Reviewed => {
  const ended = cancelOrder(order, reason, context);
  if (isProblem(ended)) return { order: waiting(order, 'service_agent', spoken), events: [] };
  const { at, actor } = context;
  const decidedBy = `rule:${spoken.rule}`;
  const review: Review = { state: 'rejected', decidedBy, decidedAt: at, ...spoken };
  const head = { ...ended.next.head, version: order.head.version, confirmation: 'rejected' as const, review };
  const rejected: OrderEvent = { type: 'rejected', at, actor, data: { decidedBy, ...spoken, note: reason } };
  return { order: { ...ended.next, head }, events: [rejected, ...ended.events] };
};

/** Confirms an order, by a rule or by a person. */
export const confirmOrder = (
  order: Order,
  { spoken, decidedBy }: { spoken?: Spoken; decidedBy: string },
  { at, actor }: DecisionContext,
): Reviewed => {
  const review: Review = {
    ...order.head.review,
    state: 'approved',
    decidedBy,
    decidedAt: at,
    ...spoken,
  };
  const event: OrderEvent = { type: 'confirmed', at, actor, data: { decidedBy, ...spoken } };
  return { order: { ...order, head: { ...order.head, confirmation: 'confirmed', review } }, events: [event] };
};
