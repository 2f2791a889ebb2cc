import { listProductsOperation } from '../../shared/catalog/catalog-operations.ts';
import { listProducts } from '../../shared/catalog/effects/product-store.ts';
import { productView } from '../../shared/catalog/product-view.ts';
import { isProblem } from '../../shared/kernel/problem.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { readSecret } from '../../shared/runtime/secrets.ts';

export const handler = httpHandler(listProductsOperation, async ({ query, actor }, { table, now }) => {
  const key = await readSecret('CURSOR_KEY_ID', now());
  const page = await listProducts(table, { ...query, query: 'products', key });
  if (isProblem(page)) return page;
  return ok({ ...page, items: page.items.map((product) => productView(product, actor)) });
});
