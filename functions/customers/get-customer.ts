import { getCustomerOperation } from '../../shared/customers/customer-operations.ts';
import { customerView } from '../../shared/customers/customer-view.ts';
import { findCustomer } from '../../shared/customers/effects/customer-store.ts';
import { maySeeCustomer } from '../../shared/customers/may-see-customer.ts';
import { notFound } from '../../shared/kernel/problem.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(getCustomerOperation, async ({ params, actor }, { table }) => {
  const refused = maySeeCustomer(params.id, actor);
  if (refused) return refused;
  const customer = await findCustomer(table, params.id);
  return customer ? ok(customerView(customer, actor), customer.version) : notFound('customer');
});
