import { putProductOperation } from '../../shared/catalog/catalog-operations.ts';
import { saveProduct } from '../../shared/catalog/effects/product-store.ts';
import { productView } from '../../shared/catalog/product-view.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { replacementAnswer } from '../../shared/runtime/replace-document.ts';

export const handler = httpHandler(putProductOperation, async ({ params, body, actor, ifMatch }, deps) =>
  replacementAnswer(await saveProduct(deps, params.sku, body, ifMatch), (product) =>
    productView(product, actor),
  ),
);
