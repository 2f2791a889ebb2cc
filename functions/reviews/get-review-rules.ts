import { loadReviewRules } from '../../shared/orders/effects/review-rule-store.ts';
import { getReviewRulesOperation } from '../../shared/orders/review/review-operations.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(getReviewRulesOperation, async (_, { table }) => {
  const rules = await loadReviewRules(table, true);
  return ok(rules, rules.version);
});
