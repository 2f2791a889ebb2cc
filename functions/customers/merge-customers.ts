import { mergeCustomersOperation } from '../../shared/customers/customer-operations.ts';
import { customerView } from '../../shared/customers/customer-view.ts';
import { commitMerge, type Merged } from '../../shared/customers/effects/merge-store.ts';
import { isProblem } from '../../shared/kernel/problem.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(mergeCustomersOperation, async (request, deps) => {
  const { body, actor, remember } = request;
  const answer = ({ survivor, members }: Merged) =>
    ok(customerView(survivor, actor, { members }), survivor.version);
  const merged = await commitMerge(deps, body, {
    actor,
    reason: body.reason,
    remember: (merged) => remember(answer(merged)),
  });
  return isProblem(merged) ? merged : answer(merged);
});
