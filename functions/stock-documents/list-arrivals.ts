import type { ArrivalNotice } from '../../shared/inventory/arrival-notice.ts';
import { listArrivalsOperation } from '../../shared/inventory/arrival-operations.ts';
import { listDocuments } from '../../shared/inventory/effects/document-store.ts';
import { isProblem } from '../../shared/kernel/problem.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { readSecret } from '../../shared/runtime/secrets.ts';

export const handler = httpHandler(listArrivalsOperation, async ({ query }, { table, now }) => {
  const { status, ...asked } = query;
  const page = { ...asked, query: `arrivals ${status}`, key: await readSecret('CURSOR_KEY_ID', now()) };
  const found = await listDocuments<ArrivalNotice>(table, 'arrival', status, page);
  if (isProblem(found)) return found;
  const items = found.items.map(({ lines, actor: _, closedBy: __, ...rest }) => ({
    ...rest,
    lineCount: lines.length,
  }));
  return ok({ ...found, items });
});
