import { validationFailed } from '../../shared/kernel/problem.ts';
import { readPastOrders } from '../../shared/orders/effects/past-order-store.ts';
import { loadReviewRules } from '../../shared/orders/effects/review-rule-store.ts';
import { simulateReviewRulesOperation } from '../../shared/orders/review/review-operations.ts';
import { ruleMistakes } from '../../shared/orders/review/review-rule-schema.ts';
import { simulateRules } from '../../shared/orders/review/simulate-rules.ts';
import { loadPolicy } from '../../shared/policies/effects/policy-store.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(simulateReviewRulesOperation, async ({ body }, { table }) => {
  const mistakes = ruleMistakes(body.rules);
  if (mistakes.length > 0) return validationFailed(mistakes);
  const [{ orders, more }, current, { policy }] = await Promise.all([
    readPastOrders(table, { from: body.from, to: body.to }, body.limit),
    loadReviewRules(table),
    loadPolicy(table, undefined),
  ]);
  const proposed = { version: current.version + 1, rules: body.rules };
  return ok({ more, ...simulateRules(orders, { current, proposed }, policy) });
});
