import { isProblem, type Problem } from '../../kernel/problem.ts';
import { changeOrder } from '../../orders/effects/change-order.ts';
import { loadReviewRules } from '../../orders/effects/review-rule-store.ts';
import type { Order } from '../../orders/order.ts';
import { loadPolicy } from '../../policies/effects/policy-store.ts';
import type { Deps } from '../../runtime/deps.ts';
import type { AutomationEvent } from '../automation-event.ts';
import { type AutomationRules, wantedTypes } from '../automation-rule.ts';
import { type SimulatedRun, simulateEvent } from '../simulate-event.ts';
import { readRecentRuns } from './automation-run-store.ts';
import { readPastEvents } from './past-event-store.ts';

const ACTOR = 'system:simulation';
const EXAMPLES = 20;

/** An event that nobody has told: what would follow if it happened now. */
export type WhatIf = Pick<AutomationEvent, 'type' | 'actor' | 'data'>;

/**
 * What would follow if something happened to an order now: the runs, and the order after them. Loaded and decided on the
 * way of a real change, which then commits nothing.
 */
export const simulateOnOrder = async (
  deps: Deps,
  rules: AutomationRules,
  orderId: string,
  whatIf: WhatIf,
): Promise<{ runs: SimulatedRun[]; after: Order } | Problem> => {
  const event: AutomationEvent = { eventId: '', orderId, at: deps.now().toISOString(), ...whatIf };
  const { acted } = await readRecentRuns(deps.table, event);
  let runs: SimulatedRun[] = [];
  const after = await changeOrder(
    deps,
    orderId,
    (order, context) => {
      const simulated = simulateEvent(order, event, rules, { ...context, random: deps.random }, acted);
      runs = simulated.runs;
      return simulated.after === order ? 'nothing' : { next: simulated.after, events: [] };
    },
    { actor: ACTOR, dryRun: true },
  );
  return isProblem(after) ? after : { runs, after };
};

/** What some rules would have made of the past, counted. */
export type PastSimulation = {
  orders: number;
  events: number;
  more: boolean;
  rules: { ruleId: string; outcomes: Readonly<Record<string, number>> }[];
  examples: (SimulatedRun & { orderId: string; number: string })[];
};

/**
 * What the rules would do if the events of a span of time happened today, each by itself: what an order was at the time of
 * an event is not kept, so that each is taken as it is now.
 */
export const simulateOnPast = async (
  { table, now, random }: Deps,
  rules: AutomationRules,
  span: { from: string; to: string },
  limit: number,
): Promise<PastSimulation> => {
  const wanted = new Set(wantedTypes(rules.rules));
  const [{ orders, more }, reviewRules, { policy }] = await Promise.all([
    readPastEvents(table, span, limit, wanted),
    loadReviewRules(table),
    loadPolicy(table, undefined),
  ]);
  const context = { at: now().toISOString(), actor: ACTOR, policy, rules: reviewRules, random };
  const runs = orders.flatMap(({ order, events }) =>
    events.flatMap((event) =>
      simulateEvent(order, event, rules, context).runs.map((run) => ({
        orderId: order.head.id,
        number: order.head.number,
        ...run,
      })),
    ),
  );
  const byRule = Map.groupBy(runs, ({ ruleId }) => ruleId);
  return {
    orders: orders.length,
    events: orders.reduce((sum, { events }) => sum + events.length, 0),
    more,
    rules: rules.rules.map(({ id }) => ({ ruleId: id, outcomes: counted(byRule.get(id) ?? []) })),
    examples: runs.filter(({ outcome }) => outcome !== 'not_applied').slice(0, EXAMPLES),
  };
};

const counted = (runs: readonly SimulatedRun[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { outcome } of runs) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
};
