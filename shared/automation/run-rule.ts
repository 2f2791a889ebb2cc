import type { Role } from '../kernel/actor.ts';
import type { Random } from '../kernel/ids.ts';
import { evaluate, isTruthy, type Json } from '../kernel/json-logic.ts';
import { isProblem, type Problem } from '../kernel/problem.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import type { Order } from '../orders/order.ts';
import { applyAction, joined } from './apply-action.ts';
import type { AutomationEvent } from './automation-event.ts';
import { automationFacts } from './automation-facts.ts';
import type { AutomationRule } from './automation-rule.ts';
import { type ActionOutcome, type Recent, type RunResult, whyStopped } from './automation-run.ts';

/** How the timeline names a rule. */
export const ruleActor = (ruleId: string): string => `automation:${ruleId}`;

/** A rule that hears of an event, with the roles of its author. */
export type Hearing = {
  rule: AutomationRule;
  roles: readonly Role[];
  event: AutomationEvent;
  recent: Recent;
};

/** What a rule makes of an order: one decision for all of its actions, and what is to be logged. */
export type Ran = { decision: Decision | 'nothing'; result: RunResult };

/**
 * Runs one rule for one event on an order as it stands. Its actions are taken one after the other, as one decision; the
 * first that is refused ends it: what was done before stays, what follows is not tried. Pure, so that a dry run is the
 * same run without its commit.
 */
export const runRule = (
  order: Order,
  { rule, roles, event, recent }: Hearing,
  context: DecisionContext & { random: Random },
): Ran => {
  const facts = automationFacts(order, event, context.policy);
  if (!isTruthy(evaluate(rule.when, facts as Json)))
    return { decision: 'nothing', result: { outcome: 'not_applied', actions: [] } };
  const stopped = whyStopped(rule.id, event, recent);
  if (stopped) return { decision: 'nothing', result: { outcome: 'stopped', stopped, actions: [] } };
  const actor = ruleActor(rule.id);
  const by = { name: actor, roles };
  const outcomes: ActionOutcome[] = [];
  let decision: Decision | 'nothing' = 'nothing';
  let refused = false;
  for (const action of rule.then) {
    if (refused) {
      outcomes.push({ do: action.do, outcome: 'skipped' });
      continue;
    }
    const now: Order = decision === 'nothing' ? order : decision.next;
    const decided = applyAction(now, action, { ...context, actor, by });
    if (isProblem(decided)) {
      refused = true;
      outcomes.push({ do: action.do, outcome: 'refused', problem: inShort(decided) });
    } else {
      outcomes.push({ do: action.do, outcome: decided === 'nothing' ? 'unchanged' : 'done' });
      if (decided !== 'nothing') decision = joined(decision, decided);
    }
  }
  const done = decision === 'nothing' ? 'unchanged' : 'done';
  return { decision, result: { outcome: refused ? 'refused' : done, actions: outcomes } };
};

/** What the log keeps of a refusal. */
export const inShort = ({ code, title, detail }: Problem): { code: string; detail: string } => ({
  code,
  detail: detail ?? title,
});
