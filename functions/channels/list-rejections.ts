import { listRejectionsOperation } from '../../shared/channels/channel-operations.ts';
import { listRejections } from '../../shared/channels/effects/rejection-store.ts';
import { isProblem } from '../../shared/kernel/problem.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { readSecret } from '../../shared/runtime/secrets.ts';

export const handler = httpHandler(listRejectionsOperation, async ({ query }, { table, now }) => {
  const key = await readSecret('CURSOR_KEY_ID', now());
  const page = await listRejections(table, { ...query, query: listRejectionsOperation.id, key });
  return isProblem(page) ? page : ok(page);
});
