import { listCountsOperation } from '../../shared/inventory/count-operations.ts';
import { countView } from '../../shared/inventory/count-view.ts';
import { listDocuments } from '../../shared/inventory/effects/document-store.ts';
import type { StockCount } from '../../shared/inventory/stock-count.ts';
import { isProblem } from '../../shared/kernel/problem.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { readSecret } from '../../shared/runtime/secrets.ts';

export const handler = httpHandler(listCountsOperation, async ({ query }, { table, now }) => {
  const { status, ...asked } = query;
  const page = { ...asked, query: `counts ${status}`, key: await readSecret('CURSOR_KEY_ID', now()) };
  const found = await listDocuments<StockCount>(table, 'count', status, page);
  return isProblem(found) ? found : ok({ ...found, items: found.items.map(countView) });
});
