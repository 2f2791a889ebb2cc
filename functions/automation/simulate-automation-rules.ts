import { authorRules } from '../../shared/automation/author-rules.ts';
import { simulateAutomationRulesOperation } from '../../shared/automation/automation-operations.ts';
import { ruleMistakes } from '../../shared/automation/automation-rule-schema.ts';
import { loadAutomationRules } from '../../shared/automation/effects/automation-rule-store.ts';
import { simulateOnOrder, simulateOnPast } from '../../shared/automation/effects/simulate-automation.ts';
import { isProblem, validationFailed } from '../../shared/kernel/problem.ts';
import { orderView } from '../../shared/orders/order-view.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

const NEEDED = 'orderId and event, or from and to, are needed';

export const handler = httpHandler(simulateAutomationRulesOperation, async ({ body, actor }, deps) => {
  const { rules: proposed, orderId, event, from, to, limit } = body;
  const mistakes = ruleMistakes(proposed ?? []);
  if (mistakes.length > 0) return validationFailed(mistakes);
  const current = await loadAutomationRules(deps.table);
  const rules = proposed ? authorRules(current, proposed, actor, deps.now().toISOString()) : current;
  if (isProblem(rules)) return rules;
  if (orderId !== undefined && event !== undefined) {
    const whatIf = { type: event.type, actor: event.actor ?? actor.name, data: event.data ?? {} };
    const simulated = await simulateOnOrder(deps, rules, orderId, whatIf);
    return isProblem(simulated) ? simulated : ok({ runs: simulated.runs, after: orderView(simulated.after) });
  }
  if (from === undefined || to === undefined)
    return validationFailed([{ path: '/orderId', code: 'required', message: NEEDED }]);
  return ok(await simulateOnPast(deps, rules, { from, to }, limit));
});
