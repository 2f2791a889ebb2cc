import { listCarriersOperation } from '../../shared/carriers/carrier-operations.ts';
import { listCarriers } from '../../shared/carriers/effects/carrier-store.ts';
import { isProblem } from '../../shared/kernel/problem.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { readSecret } from '../../shared/runtime/secrets.ts';

export const handler = httpHandler(listCarriersOperation, async ({ query }, { table, now }) => {
  const key = await readSecret('CURSOR_KEY_ID', now());
  const page = await listCarriers(table, { ...query, query: 'carriers', key });
  return isProblem(page) ? page : ok(page);
});
