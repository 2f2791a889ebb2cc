import { getAutomationRulesOperation } from '../../shared/automation/automation-operations.ts';
import { loadAutomationRules } from '../../shared/automation/effects/automation-rule-store.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(getAutomationRulesOperation, async (_, { table }) => {
  const rules = await loadAutomationRules(table);
  return ok(rules, rules.version);
});
