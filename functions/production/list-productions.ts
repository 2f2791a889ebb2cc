import { openCursor, sealCursor } from '../../shared/kernel/cursor.ts';
import { isProblem } from '../../shared/kernel/problem.ts';
import { productionView } from '../../shared/orders/order-view.ts';
import { listProductions } from '../../shared/production/effects/production-store.ts';
import { listProductionsOperation } from '../../shared/production/production-operations.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { readSecret } from '../../shared/runtime/secrets.ts';

export const handler = httpHandler(listProductionsOperation, async ({ query }, { table, now }) => {
  const { status, locationId, limit, cursor } = query;
  const key = await readSecret('CURSOR_KEY_ID', now());
  const list = `productions ${status} ${locationId ?? ''}`;
  const after = cursor === undefined ? undefined : openCursor(cursor, list, key);
  if (isProblem(after)) return after;
  const { productions, position } = await listProductions(
    table,
    { status, locationId },
    { limit, ...(after === undefined ? {} : { after: after as string }) },
  );
  return ok({
    items: productions.map(productionView),
    ...(position === undefined ? {} : { nextCursor: sealCursor(position, list, key) }),
  });
});
