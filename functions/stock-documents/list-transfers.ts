import { listDocuments } from '../../shared/inventory/effects/document-store.ts';
import type { Transfer } from '../../shared/inventory/transfer.ts';
import { listTransfersOperation } from '../../shared/inventory/transfer-operations.ts';
import { isProblem } from '../../shared/kernel/problem.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { readSecret } from '../../shared/runtime/secrets.ts';

export const handler = httpHandler(listTransfersOperation, async ({ query }, { table, now }) => {
  const { status, ...asked } = query;
  const page = { ...asked, query: `transfers ${status}`, key: await readSecret('CURSOR_KEY_ID', now()) };
  const found = await listDocuments<Transfer>(table, 'transfer', status, page);
  return isProblem(found) ? found : ok(found);
});
