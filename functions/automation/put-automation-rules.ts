import { putAutomationRulesOperation } from '../../shared/automation/automation-operations.ts';
import { ruleMistakes } from '../../shared/automation/automation-rule-schema.ts';
import { saveAutomationRules } from '../../shared/automation/effects/automation-rule-store.ts';
import { isProblem, validationFailed } from '../../shared/kernel/problem.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(putAutomationRulesOperation, async ({ body, actor, ifMatch }, deps) => {
  const mistakes = ruleMistakes(body.rules);
  if (mistakes.length > 0) return validationFailed(mistakes);
  const saved = await saveAutomationRules(deps, body.rules, { actor, ifMatch: ifMatch ?? body.version });
  return isProblem(saved) ? saved : ok(saved.document, saved.document.version);
});
