import { recommendWith } from '../../shared/customers/effects/recommend.ts';
import { recommendWithProductOperation } from '../../shared/customers/recommendation-operations.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(recommendWithProductOperation, async ({ params, query }, { table }) =>
  ok({ items: await recommendWith(table, [params.sku], new Set([params.sku]), query.limit) }),
);
