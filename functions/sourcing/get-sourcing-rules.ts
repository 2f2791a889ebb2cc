import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { loadRules } from '../../shared/sourcing/effects/network-store.ts';
import { getSourcingRulesOperation } from '../../shared/sourcing/sourcing-operations.ts';

export const handler = httpHandler(getSourcingRulesOperation, async (_, { table }) => {
  const rules = await loadRules(table);
  return ok(rules, rules.version);
});
