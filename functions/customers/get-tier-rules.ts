import { loadTierRules } from '../../shared/customers/effects/tier-rule-store.ts';
import { getTierRulesOperation } from '../../shared/customers/tier-operations.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(getTierRulesOperation, async (_, { table }) => {
  const rules = await loadTierRules(table);
  return ok(rules, rules.version);
});
