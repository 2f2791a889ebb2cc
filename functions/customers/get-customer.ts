import { getCustomerOperation } from '../../shared/customers/customer-operations.ts';
import { customerView } from '../../shared/customers/customer-view.ts';
import { readPerson } from '../../shared/customers/effects/person-store.ts';
import { maySeeCustomer } from '../../shared/customers/may-see-customer.ts';
import { notFound } from '../../shared/kernel/problem.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(getCustomerOperation, async ({ params, actor }, { table }) => {
  const refused = maySeeCustomer(params.id, actor);
  if (refused) return refused;
  const person = await readPerson(table, params.id);
  if (!person) return notFound('customer');
  return ok(customerView(person.customer, actor, person), person.customer.version);
});
