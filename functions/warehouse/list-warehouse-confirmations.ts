import { isProblem } from '../../shared/kernel/problem.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { readSecret } from '../../shared/runtime/secrets.ts';
import { listConfirmations } from '../../shared/warehouse/effects/confirmation-store.ts';
import { listWarehouseConfirmationsOperation } from '../../shared/warehouse/warehouse-operations.ts';

export const handler = httpHandler(listWarehouseConfirmationsOperation, async ({ query }, { table, now }) => {
  const { status, ...page } = query;
  const key = await readSecret('CURSOR_KEY_ID', now());
  const confirmations = await listConfirmations(table, status, {
    ...page,
    query: `warehouse-confirmations#${status}`,
    key,
  });
  return isProblem(confirmations) ? confirmations : ok(confirmations);
});
