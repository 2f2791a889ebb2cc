import { listCustomerOrdersOperation } from '../../shared/customers/customer-operations.ts';
import { readHistoryPage } from '../../shared/customers/effects/customer-orders-store.ts';
import { maySeeCustomer } from '../../shared/customers/may-see-customer.ts';
import { openCursor, sealCursor } from '../../shared/kernel/cursor.ts';
import { isProblem, notFound } from '../../shared/kernel/problem.ts';
import { orderSummary } from '../../shared/orders/order-view.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { readSecret } from '../../shared/runtime/secrets.ts';

export const handler = httpHandler(listCustomerOrdersOperation, async ({ params, query, actor }, deps) => {
  const refused = maySeeCustomer(params.id, actor);
  if (refused) return refused;
  const key = await readSecret('CURSOR_KEY_ID', deps.now());
  const name = `${listCustomerOrdersOperation.id} ${params.id}`;
  const after = query.cursor === undefined ? undefined : openCursor(query.cursor, name, key);
  if (isProblem(after)) return after;
  const page = await readHistoryPage(deps.table, params.id, {
    limit: query.limit,
    ...(after === undefined ? {} : { after: after as string }),
  });
  if (!page) return notFound('customer');
  return ok({
    items: page.heads.map(orderSummary),
    ...(page.position === undefined ? {} : { nextCursor: sealCursor(page.position, name, key) }),
  });
});
