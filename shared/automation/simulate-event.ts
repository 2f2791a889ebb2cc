import type { Random } from '../kernel/ids.ts';
import type { DecisionContext } from '../orders/decision.ts';
import type { Order } from '../orders/order.ts';
import type { OrderEvent } from '../orders/order-events.ts';
import type { AutomationEvent } from './automation-event.ts';
import { type AutomationRules, rulesOn } from './automation-rule.ts';
import { type Acted, countsAsAct, type RunResult, recentOf } from './automation-run.ts';
import { runRule } from './run-rule.ts';

/** Orders of the past that one dry run looks at; each is read whole, with its history. */
export const MOST_SIMULATED = 200;

/** A run as it would be: of which rule, for which event, with the rules that led to it, and what it would tell. */
export type SimulatedRun = RunResult & {
  ruleId: string;
  ruleName: string;
  event: { type: string; actor: string; chain: readonly string[] };
  events: readonly string[];
};

/**
 * What an event would lead to: the rules that wait for it, in their order, each on the order as the one before left it;
 * then the rules that wait for what those tell, and so on until nothing follows. The same code as the real run, without
 * its commits. What other parts of the system would do meanwhile (sending to a warehouse, say) is not foreseen.
 */
export const simulateEvent = (
  order: Order,
  event: AutomationEvent,
  rules: AutomationRules,
  context: DecisionContext & { random: Random },
  before: Acted = new Map(),
): { runs: SimulatedRun[]; after: Order } => {
  const acted = new Map(before);
  const runs: SimulatedRun[] = [];
  const waiting = [event];
  let after = order;
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const heard = next;
    const { type, actor, chain = [] } = heard;
    for (const rule of rulesOn(rules, type)) {
      const { id, name } = rule;
      const roles = rules.authors[id]?.roles ?? [];
      const recent = recentOf(id, acted);
      const { decision, result } = runRule(after, { rule, roles, event: heard, recent }, context);
      const told = decision === 'nothing' ? [] : decision.events;
      if (decision !== 'nothing') after = decision.next;
      if (countsAsAct(result.outcome)) acted.set(id, recent.ofOne + 1);
      const events = told.map((each) => each.type);
      runs.push({ ...result, ruleId: id, ruleName: name, event: { type, actor, chain }, events });
      waiting.push(...told.map((each) => publishedAs(each, heard, [...chain, id])));
    }
  }
  return { runs, after };
};

/** The event as the bus would bring it back. */
const publishedAs = (
  { type, at, actor, data }: OrderEvent,
  { eventId, orderId }: AutomationEvent,
  chain: string[],
): AutomationEvent => ({ eventId, type, at, actor, orderId, chain, data: { ...data } });
