import { findCustomersOperation } from '../../shared/customers/customer-operations.ts';
import { customerView } from '../../shared/customers/customer-view.ts';
import { findPersons } from '../../shared/customers/effects/find-customers.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(findCustomersOperation, async ({ query, actor }, { table }) => {
  const { phone, email, channelCustomerId } = query;
  const persons = await findPersons(table, {
    ...(phone === undefined ? {} : { phone }),
    ...(email === undefined ? {} : { email }),
    ...(channelCustomerId === undefined ? {} : { channel: channelCustomerId }),
  });
  return ok({ items: persons.map((person) => customerView(person.customer, actor, person)) });
});
