import { idsOf } from '../../shared/customers/customer.ts';
import { followMerges } from '../../shared/customers/effects/family-store.ts';
import { recommendFor } from '../../shared/customers/effects/recommend.ts';
import { maySeeCustomer } from '../../shared/customers/may-see-customer.ts';
import { recommendForCustomerOperation } from '../../shared/customers/recommendation-operations.ts';
import { notFound } from '../../shared/kernel/problem.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(
  recommendForCustomerOperation,
  async ({ params, query, actor }, { table }) => {
    const refused = maySeeCustomer(params.id, actor);
    if (refused) return refused;
    const customer = await followMerges(table, params.id);
    if (!customer) return notFound('customer');
    return ok({ items: await recommendFor(table, idsOf(customer), query.limit) });
  },
);
