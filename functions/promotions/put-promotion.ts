import { savePromotion } from '../../shared/promotions/effects/promotion-store.ts';
import { putPromotionOperation } from '../../shared/promotions/promotion-operations.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { replacementAnswer } from '../../shared/runtime/replace-document.ts';

export const handler = httpHandler(putPromotionOperation, async ({ params, body, ifMatch }, deps) =>
  replacementAnswer(
    await savePromotion(deps, params.id, body, ifMatch ?? body.version),
    (promotion) => promotion,
  ),
);
