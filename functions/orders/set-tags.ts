import { changeTags } from '../../shared/orders/change-tags.ts';
import { answerOrderChange } from '../../shared/orders/effects/answer-order-change.ts';
import { setTagsOperation } from '../../shared/orders/note-operations.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(setTagsOperation, (request, deps) =>
  answerOrderChange(request, deps, request.params.id, (order, context) =>
    changeTags(order, request.body.tags, context),
  ),
);
