import { isProblem } from '../../shared/kernel/problem.ts';
import { removePromotion } from '../../shared/promotions/effects/promotion-store.ts';
import { deletePromotionOperation } from '../../shared/promotions/promotion-operations.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(deletePromotionOperation, async ({ params, ifMatch }, deps) => {
  const removed = await removePromotion(deps, params.id, ifMatch);
  return isProblem(removed) ? removed : ok(removed, removed.version);
});
