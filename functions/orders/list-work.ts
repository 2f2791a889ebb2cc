import { holdsRole } from '../../shared/kernel/actor.ts';
import { forbidden } from '../../shared/kernel/problem.ts';
import type { OrderFilter } from '../../shared/orders/choose-listing.ts';
import { answerList } from '../../shared/orders/effects/answer-list.ts';
import { listWorkOperation } from '../../shared/orders/listing/listing-operations.ts';
import { orderSummary } from '../../shared/orders/order-view.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(listWorkOperation, async ({ query, actor }, deps) => {
  const { role, waiting, limit, cursor } = query;
  if (!holdsRole(actor, [role])) return forbidden(`The work of ${role} is for ${role} and who stands in.`);
  const filters: Record<typeof waiting, OrderFilter> = {
    review: { role: role as NonNullable<OrderFilter['role']> },
    holds: { assignee: `role:${role}` },
    confirmations: { confirmer: role },
  };
  return answerList(deps, listWorkOperation.id, filters[waiting], { limit, cursor }, orderSummary);
});
