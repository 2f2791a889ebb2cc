import { getProductOperation } from '../../shared/catalog/catalog-operations.ts';
import { findProduct } from '../../shared/catalog/effects/product-store.ts';
import { productView } from '../../shared/catalog/product-view.ts';
import { notFound } from '../../shared/kernel/problem.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(getProductOperation, async ({ params, actor }, { table }) => {
  const product = await findProduct(table, params.sku);
  return product ? ok(productView(product, actor), product.version) : notFound('product');
});
