import { isProblem, validationFailed } from '../../shared/kernel/problem.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { saveRules } from '../../shared/sourcing/effects/network-store.ts';
import { putSourcingRulesOperation } from '../../shared/sourcing/sourcing-operations.ts';
import { sourcingMistakes } from '../../shared/sourcing/sourcing-rules-schema.ts';

export const handler = httpHandler(putSourcingRulesOperation, async ({ body, ifMatch }, deps) => {
  const { version, ...rules } = body;
  const mistakes = sourcingMistakes(rules);
  if (mistakes.length > 0) return validationFailed(mistakes);
  const saved = await saveRules(deps, rules, ifMatch ?? version);
  return isProblem(saved) ? saved : ok(saved.document, saved.document.version);
});
