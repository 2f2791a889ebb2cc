import { idsOf } from '../../shared/customers/customer.ts';
import { followMerges } from '../../shared/customers/effects/family-store.ts';
import { type Actor, isStaff } from '../../shared/kernel/actor.ts';
import { forbidden } from '../../shared/kernel/problem.ts';
import { FOR_STAFF, isListed, type OrderFilter, whyNotTogether } from '../../shared/orders/choose-listing.ts';
import { answerList } from '../../shared/orders/effects/answer-list.ts';
import { findOrders } from '../../shared/orders/effects/find-order-store.ts';
import { listOrdersOperation } from '../../shared/orders/order-operations.ts';
import { orderSummary } from '../../shared/orders/order-view.ts';
import type { Deps } from '../../shared/runtime/deps.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

/** The merchant's people see all orders of a person, under whichever of the merged ids they stand. */
const othersOf = async (
  { table }: Deps,
  actor: Actor,
  customerId: string | undefined,
): Promise<Pick<OrderFilter, 'alsoKnownAs'>> => {
  if (customerId === undefined || !isStaff(actor)) return {};
  const person = await followMerges(table, customerId);
  const others = person ? idsOf(person).filter((id) => id !== customerId) : [];
  return others.length > 0 ? { alsoKnownAs: others } : {};
};

export const handler = httpHandler(listOrdersOperation, async ({ query, actor }, deps) => {
  const { limit, cursor, number, externalId, ...asked } = query;
  if (!isStaff(actor) && FOR_STAFF.some((name) => asked[name] !== undefined))
    return forbidden(`Only the merchant’s people look for orders by ${FOR_STAFF.join(', ')}.`);
  // A customer's token lists the customer's own orders, whatever it asks for.
  const filter: OrderFilter =
    actor.customerId === undefined
      ? { ...asked, ...(await othersOf(deps, actor, asked.customerId)) }
      : { ...asked, customerId: actor.customerId };
  const named = number !== undefined || externalId !== undefined;
  const refused = whyNotTogether(filter, named);
  if (refused) return refused;
  if (named) {
    const found = await findOrders(deps.table, query);
    return ok({ items: found.filter((head) => isListed(head, filter)).map(orderSummary) });
  }
  return answerList(deps, listOrdersOperation.id, filter, { limit, cursor }, orderSummary);
});
