import { openCursor, sealCursor } from '../../shared/kernel/cursor.ts';
import { isProblem } from '../../shared/kernel/problem.ts';
import { chooseListing, isListed, type OrderFilter } from '../../shared/orders/choose-listing.ts';
import { findOrders } from '../../shared/orders/effects/find-order-store.ts';
import { listOrders } from '../../shared/orders/effects/list-orders-store.ts';
import { listOrdersOperation } from '../../shared/orders/order-operations.ts';
import { orderSummary } from '../../shared/orders/order-view.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { readSecret } from '../../shared/runtime/secrets.ts';

export const handler = httpHandler(listOrdersOperation, async ({ query, actor }, { table, now }) => {
  const { limit, cursor, number, externalId, ...asked } = query;
  // A customer's token lists the customer's own orders, whatever it asks for.
  const filter: OrderFilter =
    actor.customerId === undefined ? asked : { ...asked, customerId: actor.customerId };
  if (number !== undefined || externalId !== undefined) {
    const found = await findOrders(table, query);
    return ok({ items: found.filter((head) => isListed(head, filter)).map(orderSummary) });
  }
  const key = await readSecret('CURSOR_KEY_ID', now());
  const name = `${listOrdersOperation.id} ${JSON.stringify(filter)}`;
  const after = cursor === undefined ? undefined : openCursor(cursor, name, key);
  if (isProblem(after)) return after;
  const page = await listOrders(table, chooseListing(filter), filter, {
    limit,
    ...(after === undefined ? {} : { after: after as string }),
  });
  return ok({
    items: page.heads.map(orderSummary),
    ...(page.position === undefined ? {} : { nextCursor: sealCursor(page.position, name, key) }),
  });
});
