import { unmergeCustomerOperation } from '../../shared/customers/customer-operations.ts';
import { customerView } from '../../shared/customers/customer-view.ts';
import { commitUnmerge } from '../../shared/customers/effects/merge-store.ts';
import { readRest } from '../../shared/customers/effects/person-store.ts';
import { isProblem } from '../../shared/kernel/problem.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(unmergeCustomerOperation, async ({ params, body, actor }, deps) => {
  const named = { id: params.id, ...(body.from === undefined ? {} : { member: body.from }) };
  const unmerged = await commitUnmerge(deps, named, { actor, reason: body.reason });
  if (isProblem(unmerged)) return unmerged;
  const { customer, from } = unmerged;
  const [own, rest] = await Promise.all([readRest(deps.table, customer), readRest(deps.table, from)]);
  return ok({ customer: customerView(customer, actor, own), from: customerView(from, actor, rest) });
});
