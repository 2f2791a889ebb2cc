import { isProblem } from '../../shared/kernel/problem.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { explainOrder } from '../../shared/sourcing/effects/explain-order.ts';
import { explainSourcingOperation } from '../../shared/sourcing/sourcing-operations.ts';

export const handler = httpHandler(explainSourcingOperation, async ({ params }, deps) => {
  const explained = await explainOrder(deps, params.id);
  return isProblem(explained) ? explained : ok(explained);
});
