import { isStaff } from '../../shared/kernel/actor.ts';
import { forbidden } from '../../shared/kernel/problem.ts';
import { FOR_STAFF, isListed, type OrderFilter, whyNotTogether } from '../../shared/orders/choose-listing.ts';
import { answerList } from '../../shared/orders/effects/answer-list.ts';
import { findOrders } from '../../shared/orders/effects/find-order-store.ts';
import { listOrdersOperation } from '../../shared/orders/order-operations.ts';
import { orderSummary } from '../../shared/orders/order-view.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(listOrdersOperation, async ({ query, actor }, deps) => {
  const { limit, cursor, number, externalId, ...asked } = query;
  if (!isStaff(actor) && FOR_STAFF.some((name) => asked[name] !== undefined))
    return forbidden(`Only the merchant’s people look for orders by ${FOR_STAFF.join(', ')}.`);
  // A customer's token lists the customer's own orders, whatever it asks for.
  const filter: OrderFilter =
    actor.customerId === undefined ? asked : { ...asked, customerId: actor.customerId };
  const named = number !== undefined || externalId !== undefined;
  const refused = whyNotTogether(filter, named);
  if (refused) return refused;
  if (named) {
    const found = await findOrders(deps.table, query);
    return ok({ items: found.filter((head) => isListed(head, filter)).map(orderSummary) });
  }
  return answerList(deps, listOrdersOperation.id, filter, { limit, cursor }, orderSummary);
});
