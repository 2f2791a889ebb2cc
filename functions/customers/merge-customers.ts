import { mergeCustomersOperation } from '../../shared/customers/customer-operations.ts';
import { customerView } from '../../shared/customers/customer-view.ts';
import { commitMerge } from '../../shared/customers/effects/merge-store.ts';
import { readRest } from '../../shared/customers/effects/person-store.ts';
import { isProblem } from '../../shared/kernel/problem.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(mergeCustomersOperation, async (request, deps) => {
  const { body, actor, remember } = request;
  const [into = '', ...from] = 'into' in body ? [body.into, ...[body.from].flat()] : body.customerIds;
  const merged = await commitMerge(
    deps,
    { into, from: [...new Set(from)] },
    {
      actor,
      reason: body.reason,
      remember: (customer) => remember(ok(customerView(customer, actor), customer.version)),
    },
  );
  if (isProblem(merged)) return merged;
  const rest = await readRest(deps.table, merged);
  return ok(customerView(merged, actor, rest), merged.version);
});
