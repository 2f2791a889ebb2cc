import type { AutomationEvent } from './automation-event.ts';
import type { Action } from './automation-rule.ts';

/** What became of an action: done, already so, refused as a person would have been, or not come to after a refusal. */
export type ActionOutcome = {
  do: Action['do'];
  outcome: 'done' | 'unchanged' | 'refused' | 'skipped';
  problem?: { code: string; detail: string };
};

/** Why a rule whose condition held did not run: it had run before in this chain, the chain is too long, it runs without end. */
export type StopReason = 'repeated' | 'too_deep' | 'too_often';

/**
 * What became of a rule for one event: `not_applied` is a condition that did not hold; `refused` names in its actions what
 * was done before; `unchanged` is when all was as wanted already.
 */
export type RunResult = {
  outcome: 'done' | 'unchanged' | 'refused' | 'not_applied' | 'stopped';
  stopped?: StopReason;
  actions: readonly ActionOutcome[];
};

/** One run, as it is logged: at most one for an event and a rule. */
export type AutomationRun = RunResult & {
  ruleId: string;
  ruleName: string;
  rulesVersion: number;
  orderId: string;
  at: string;
  event: Pick<AutomationEvent, 'eventId' | 'type' | 'at' | 'actor'> & { chain?: readonly string[] };
};

/** Rules that one event may lead to, one after the other. */
export const LONGEST_CHAIN = 5;

/** How often one rule, and all rules together, may act on an order in an hour: also what no chain tells of ends here. */
export const MOST_AN_HOUR = { ofOne: 20, ofAll: 100 } as const;

/** How often rules acted on an order in the hour before an event. */
export type Recent = { ofOne: number; ofAll: number };

/** Whether a run may have changed something: also one whose later action was refused. */
export const countsAsAct = (outcome: RunResult['outcome']): boolean =>
  outcome === 'done' || outcome === 'refused';

/** How often each rule acted on an order. */
export type Acted = ReadonlyMap<string, number>;

export const recentOf = (ruleId: string, acted: Acted): Recent => ({
  ofOne: acted.get(ruleId) ?? 0,
  ofAll: [...acted.values()].reduce((sum, each) => sum + each, 0),
});

/** Why a rule must not run for an event, though its condition holds. */
export const whyStopped = (
  ruleId: string,
  { chain = [] }: Pick<AutomationEvent, 'chain'>,
  recent: Recent,
): StopReason | undefined => {
  if (chain.includes(ruleId)) return 'repeated';
  if (chain.length >= LONGEST_CHAIN) return 'too_deep';
  const isTooOften = recent.ofOne >= MOST_AN_HOUR.ofOne || recent.ofAll >= MOST_AN_HOUR.ofAll;
  return isTooOften ? 'too_often' : undefined;
};
