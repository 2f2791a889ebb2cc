import { saveTierRules } from '../../shared/customers/effects/tier-rule-store.ts';
import { putTierRulesOperation } from '../../shared/customers/tier-operations.ts';
import { tierRuleMistakes } from '../../shared/customers/tier-rule-schema.ts';
import { isProblem, validationFailed } from '../../shared/kernel/problem.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(putTierRulesOperation, async ({ body, ifMatch }, deps) => {
  const mistakes = tierRuleMistakes(body.rules);
  if (mistakes.length > 0) return validationFailed(mistakes);
  const saved = await saveTierRules(deps, body.rules, ifMatch ?? body.version);
  return isProblem(saved) ? saved : ok(saved.document, saved.document.version);
});
