import { notFound } from '../../shared/kernel/problem.ts';
import { findPromotion } from '../../shared/promotions/effects/promotion-store.ts';
import { getPromotionOperation } from '../../shared/promotions/promotion-operations.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(getPromotionOperation, async ({ params }, { table }) => {
  const promotion = await findPromotion(table, params.id);
  return promotion ? ok(promotion, promotion.version) : notFound('promotion');
});
