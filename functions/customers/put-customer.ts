import { putCustomerOperation } from '../../shared/customers/customer-operations.ts';
import { customerView } from '../../shared/customers/customer-view.ts';
import type { CustomerWork } from '../../shared/customers/customer-work.ts';
import { saveCustomer } from '../../shared/customers/effects/customer-store.ts';
import { readRest } from '../../shared/customers/effects/person-store.ts';
import { maySeeCustomer } from '../../shared/customers/may-see-customer.ts';
import { isProblem } from '../../shared/kernel/problem.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { replacementAnswer } from '../../shared/runtime/replace-document.ts';
import { sendMessages } from '../../shared/runtime/send-messages.ts';

export const handler = httpHandler(putCustomerOperation, async (request, deps) => {
  const { params, body, actor } = request;
  const refused = maySeeCustomer(params.id, actor);
  if (refused) return refused;
  const saved = await saveCustomer(deps, params.id, body, request);
  if (isProblem(saved)) return saved;
  // Their open orders remember how they wanted to hear of them.
  if (saved.isReachedAnew)
    await sendMessages('CUSTOMER_WORK_QUEUE_URL', [
      { kind: 'preferences', customerId: params.id, asOf: deps.now().toISOString() } satisfies CustomerWork,
    ]);
  const rest = await readRest(deps.table, saved.document);
  return replacementAnswer(saved, (customer) => customerView(customer, actor, rest));
});
