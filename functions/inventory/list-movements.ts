import { findProduct } from '../../shared/catalog/effects/product-store.ts';
import { listMovements } from '../../shared/inventory/effects/movement-store.ts';
import { listMovementsOperation } from '../../shared/inventory/inventory-operations.ts';
import { isProblem, notFound } from '../../shared/kernel/problem.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { readSecret } from '../../shared/runtime/secrets.ts';

export const handler = httpHandler(listMovementsOperation, async ({ params, query }, { table, now }) => {
  const key = await readSecret('CURSOR_KEY_ID', now());
  const [product, page] = await Promise.all([
    findProduct(table, params.sku),
    listMovements(table, params.sku, { ...query, query: `movements ${params.sku}`, key }),
  ]);
  if (!product) return notFound('product');
  return isProblem(page) ? page : ok(page);
});
