import { listWork, type Position } from '../../shared/fulfilment/effects/fulfilment-store.ts';
import { listFulfilmentsOperation } from '../../shared/fulfilment/fulfilment-operations.ts';
import { openCursor, sealCursor } from '../../shared/kernel/cursor.ts';
import { isProblem } from '../../shared/kernel/problem.ts';
import { fulfilmentView } from '../../shared/orders/order-view.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { readSecret } from '../../shared/runtime/secrets.ts';

export const handler = httpHandler(listFulfilmentsOperation, async ({ query }, { table, now }) => {
  const { locationId, status, limit, cursor } = query;
  const key = await readSecret('CURSOR_KEY_ID', now());
  const list = `fulfilments ${locationId} ${status}`;
  const from = cursor === undefined ? undefined : openCursor(cursor, list, key);
  if (isProblem(from)) return from;
  const { work, next } = await listWork(table, {
    locationId,
    status,
    limit,
    ...(from === undefined ? {} : { from: from as Position }),
  });
  return ok({
    items: work.map(fulfilmentView),
    ...(next === undefined ? {} : { nextCursor: sealCursor(next, list, key) }),
  });
});
