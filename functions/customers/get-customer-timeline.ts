import { idsOf } from '../../shared/customers/customer.ts';
import { getCustomerTimelineOperation } from '../../shared/customers/customer-operations.ts';
import {
  readCustomerTimeline,
  type TimelinePosition,
} from '../../shared/customers/effects/customer-timeline-store.ts';
import { followMerges } from '../../shared/customers/effects/family-store.ts';
import { openCursor, sealCursor } from '../../shared/kernel/cursor.ts';
import { isProblem, notFound } from '../../shared/kernel/problem.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { readSecret } from '../../shared/runtime/secrets.ts';

export const handler = httpHandler(getCustomerTimelineOperation, async ({ params, query }, deps) => {
  const { table, now } = deps;
  const customer = await followMerges(table, params.id);
  if (!customer) return notFound('customer');
  const key = await readSecret('CURSOR_KEY_ID', now());
  const name = `${getCustomerTimelineOperation.id} ${params.id}`;
  const after = query.cursor === undefined ? undefined : openCursor(query.cursor, name, key);
  if (isProblem(after)) return after;
  const { items, position } = await readCustomerTimeline(table, idsOf(customer), {
    limit: query.limit,
    ...(after === undefined ? {} : { after: after as TimelinePosition }),
  });
  return ok({ items, ...(position ? { nextCursor: sealCursor(position, name, key) } : {}) });
});
