import { isProblem, type Problem, problem } from '../../kernel/problem.ts';
import { changeOrder } from '../../orders/effects/change-order.ts';
import type { Deps } from '../../runtime/deps.ts';
import { logger } from '../../runtime/logger.ts';
import type { AutomationEvent } from '../automation-event.ts';
import { type AutomationRule, type AutomationRules, rulesOn } from '../automation-rule.ts';
import { type AutomationRun, countsAsAct, type Recent, type RunResult, recentOf } from '../automation-run.ts';
import { inShort, ruleActor, runRule } from '../run-rule.ts';
import { loadAutomationRules } from './automation-rule-store.ts';
import { logRun, RUN_LABEL, readRecentRuns, runWrite } from './automation-run-store.ts';

/** Somebody else has had this event for this rule; there is nothing left to do. */
const HEARD = problem(409, 'already_run', 'This rule has had this event');

/** What passes by itself: the queue brings the event again. */
const PASSING: readonly string[] = ['version_conflict', 'busy'];

/**
 * Runs the rules that wait for an event, in their order, each on the order as the one before left it, each in a
 * transaction of its own with its log: an event that comes twice, or to two at once, has its effect once. What a rule
 * is refused is logged; what may pass is thrown or answered as a problem, so that the queue brings the event again.
 */
export const runAutomation = async (deps: Deps, event: AutomationEvent): Promise<Problem | undefined> => {
  const rules = await loadAutomationRules(deps.table);
  const hearing = rulesOn(rules, event.type);
  if (hearing.length === 0) return undefined;
  const { heard, acted } = await readRecentRuns(deps.table, event);
  for (const rule of hearing) {
    if (heard.has(rule.id)) continue;
    const outcome = await runOnce(deps, rules, rule, event, recentOf(rule.id, acted));
    if (isProblem(outcome)) return outcome;
    if (isAct(outcome)) acted.set(rule.id, (acted.get(rule.id) ?? 0) + 1);
  }
  return undefined;
};

const runOnce = async (
  deps: Deps,
  rules: AutomationRules,
  rule: AutomationRule,
  event: AutomationEvent,
  recent: Recent,
): Promise<Problem | RunResult | undefined> => {
  const roles = rules.authors[rule.id]?.roles ?? [];
  let result: RunResult = { outcome: 'unchanged', actions: [] };
  const logged = (): AutomationRun => runOf(rules, rule, event, deps.now(), result);
  const changed = await changeOrder(
    deps,
    event.orderId,
    (order, context) => {
      const ran = runRule(order, { rule, roles, event, recent }, { ...context, random: deps.random });
      result = ran.result;
      return ran.decision;
    },
    {
      actor: ruleActor(rule.id),
      chain: [...(event.chain ?? []), rule.id],
      ...(event.correlationId === undefined ? {} : { correlationId: event.correlationId }),
      remember: () => [runWrite(logged(), deps.now())],
      refuse: (failed) => (failed.some(({ label }) => label === RUN_LABEL) ? HEARD : undefined),
    },
  );
  if (!isProblem(changed)) return result;
  if (changed === HEARD) return undefined;
  if (PASSING.includes(changed.code)) return changed;
  if (changed.code === 'not_found') {
    logger.warn('An event speaks of an order that is not there.', { orderId: event.orderId });
    return undefined;
  }
  // Refused as a whole, for what its actions come to together.
  const actions = rule.then.map((each) => ({
    do: each.do,
    outcome: 'refused' as const,
    problem: inShort(changed),
  }));
  result = { outcome: 'refused', actions };
  await logRun(deps.table, logged(), deps.now());
  return undefined;
};

const isAct = (result: RunResult | undefined): boolean => result !== undefined && countsAsAct(result.outcome);

const runOf = (
  { version }: AutomationRules,
  { id, name }: AutomationRule,
  { eventId, type, at, actor, chain, orderId }: AutomationEvent,
  now: Date,
  result: RunResult,
): AutomationRun => ({
  ...result,
  ruleId: id,
  ruleName: name,
  rulesVersion: version,
  orderId,
  at: now.toISOString(),
  event: { eventId, type, at, actor, ...(chain ? { chain } : {}) },
});
