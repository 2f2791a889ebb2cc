import { isProblem, validationFailed } from '../../shared/kernel/problem.ts';
import { saveReviewRules } from '../../shared/orders/effects/review-rule-store.ts';
import { putReviewRulesOperation } from '../../shared/orders/review/review-operations.ts';
import { ruleMistakes } from '../../shared/orders/review/review-rule-schema.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(putReviewRulesOperation, async ({ body, ifMatch }, deps) => {
  const mistakes = ruleMistakes(body.rules);
  if (mistakes.length > 0) return validationFailed(mistakes);
  const saved = await saveReviewRules(deps, body.rules, ifMatch ?? body.version);
  return isProblem(saved) ? saved : ok(saved.document, saved.document.version);
});
