import type { Policy } from '../../policies/policy.ts';
import { BY_INTAKE } from '../anomalies/detect-anomalies.ts';
import type { Hold, OrderBody, OrderHead } from '../order.ts';
import { factsOf } from './review-facts.ts';
import { type Outcome, type RuleSet, ruleFor } from './review-rules.ts';

/** Orders that one dry run looks at. */
export const MOST_SIMULATED = 1000;

const EXAMPLES = 20;

/** An order of the past, as far as rules look at it. */
export type PastOrder = { head: OrderHead; body: OrderBody };

type Verdict = { verdict: string; rule?: string };

/** An outcome as people count it. */
const nameOf = (outcome: Outcome): string => {
  if ('approve' in outcome) return 'approve';
  if ('ask' in outcome) return `ask ${outcome.ask}`;
  return 'reject' in outcome ? 'reject' : `hold ${outcome.hold.kind}`;
};

const byIntake = ({ placedBy }: Hold): boolean => placedBy === BY_INTAKE;

/** The order as its first review saw it: with the anomalies of its intake, whatever became of their holds. */
const asItCame = ({ head, body }: PastOrder): PastOrder => {
  const holds = [...(body.pastHolds ?? []), ...head.holds].filter(byIntake);
  return {
    head: { ...head, holds: holds.map(({ releasedAt: _, ...hold }) => hold) },
    body,
  };
};

const judge = (order: PastOrder, rules: RuleSet, policy: Policy): Verdict => {
  const found = ruleFor(rules, factsOf(order, policy));
  // Where no rule speaks, service is asked.
  return found
    ? { verdict: nameOf(found.rule.then), rule: found.rule.name }
    : { verdict: 'ask service_agent' };
};

/**
 * Judges past orders by the rules in force and by others, with the code of the review itself. Whether an order was paid is
 * taken as it is today: what it was at its review is not kept.
 */
export const simulateRules = (
  orders: readonly PastOrder[],
  { current, proposed }: { current: RuleSet; proposed: RuleSet },
  policy: Policy,
) => {
  const judged = orders.map((order) => {
    const seen = asItCame(order);
    return {
      orderId: order.head.id,
      number: order.head.number,
      current: judge(seen, current, policy),
      proposed: judge(seen, proposed, policy),
    };
  });
  const changed = judged.filter((each) => each.current.verdict !== each.proposed.verdict);
  const groups = Map.groupBy(judged, (each) => JSON.stringify([each.current.verdict, each.proposed.verdict]));
  return {
    looked: judged.length,
    changed: changed.length,
    counts: [...groups.values()]
      .map((group) => ({
        current: group[0]?.current.verdict ?? '',
        proposed: group[0]?.proposed.verdict ?? '',
        orders: group.length,
      }))
      .sort((one, other) => other.orders - one.orders),
    examples: changed.slice(0, EXAMPLES).map((each) => ({
      orderId: each.orderId,
      number: each.number,
      current: each.current.verdict,
      ...(each.current.rule === undefined ? {} : { currentRule: each.current.rule }),
      proposed: each.proposed.verdict,
      ...(each.proposed.rule === undefined ? {} : { proposedRule: each.proposed.rule }),
    })),
  };
};
