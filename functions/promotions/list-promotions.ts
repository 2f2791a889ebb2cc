import { isProblem } from '../../shared/kernel/problem.ts';
import { listPromotions } from '../../shared/promotions/effects/promotion-store.ts';
import { listPromotionsOperation } from '../../shared/promotions/promotion-operations.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { readSecret } from '../../shared/runtime/secrets.ts';

export const handler = httpHandler(listPromotionsOperation, async ({ query }, { table, now }) => {
  const key = await readSecret('CURSOR_KEY_ID', now());
  const page = await listPromotions(table, { ...query, query: 'promotions', key });
  return isProblem(page) ? page : ok(page);
});
