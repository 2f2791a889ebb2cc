import { type ExportPosition, exportPage } from '../../shared/customers/effects/export-store.ts';
import { readPerson } from '../../shared/customers/effects/person-store.ts';
import { mayHaveAllOf } from '../../shared/customers/may-see-customer.ts';
import { exportCustomerOperation } from '../../shared/customers/privacy-operations.ts';
import { openCursor, sealCursor } from '../../shared/kernel/cursor.ts';
import { isProblem, notFound } from '../../shared/kernel/problem.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { readSecret } from '../../shared/runtime/secrets.ts';

export const handler = httpHandler(exportCustomerOperation, async ({ params, query, actor }, deps) => {
  const refused = mayHaveAllOf(params.id, actor);
  if (refused) return refused;
  const key = await readSecret('CURSOR_KEY_ID', deps.now());
  const name = `${exportCustomerOperation.id} ${params.id}`;
  const at = query.cursor === undefined ? undefined : openCursor(query.cursor, name, key);
  if (isProblem(at)) return at;
  const person = await readPerson(deps.table, params.id);
  if (!person) return notFound('customer');
  const page = await exportPage(deps.table, person, {
    limit: query.limit,
    at: at as ExportPosition | undefined,
  });
  return ok({
    customerId: person.customer.id,
    items: page.items,
    ...(page.position ? { nextCursor: sealCursor(page.position, name, key) } : {}),
  });
});
