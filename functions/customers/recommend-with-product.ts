import { findProduct } from '../../shared/catalog/effects/product-store.ts';
import { recommendWith } from '../../shared/customers/effects/recommend.ts';
import { recommendWithProductOperation } from '../../shared/customers/recommendation-operations.ts';
import { notFound } from '../../shared/kernel/problem.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(recommendWithProductOperation, async ({ params, query }, { table }) => {
  const [product, items] = await Promise.all([
    findProduct(table, params.sku),
    recommendWith(table, [params.sku], new Set([params.sku]), query.limit),
  ]);
  return product ? ok({ items }) : notFound('product');
});
