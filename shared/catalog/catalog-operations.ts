import * as z from 'zod';
import { STAFF } from '../kernel/actor.ts';
import { operation } from '../kernel/operation.ts';
import { pageOf, pageQuery, pathText } from '../kernel/page.ts';
import { skuSchema } from '../orders/order-schema.ts';
import { productSchema, putProductSchema } from './product-schema.ts';

const BY_SKU = z.strictObject({ sku: pathText(skuSchema) });
const READERS = [...STAFF, 'storefront', 'dealer'] as const;
const tag = 'catalogue';

/** Creates or replaces a product; a changed safety stock counts at once at every location. */
export const putProductOperation = operation({
  id: 'put-product',
  method: 'PUT',
  path: '/v1/products/{sku}',
  summary: 'Create (201) or replace (200) a product',
  tag,
  roles: ['sales_manager'],
  params: BY_SKU,
  body: putProductSchema,
  answer: productSchema,
  status: 200,
  problems: ['precondition_failed', 'version_conflict', 'too_many_locations'],
});

export const getProductOperation = operation({
  id: 'get-product',
  method: 'GET',
  path: '/v1/products/{sku}',
  summary: 'Read a product',
  tag,
  roles: READERS,
  params: BY_SKU,
  answer: productSchema,
  status: 200,
  problems: ['not_found'],
});

/** All products, by SKU. */
export const listProductsOperation = operation({
  id: 'list-products',
  method: 'GET',
  path: '/v1/products',
  summary: 'List the products, by SKU',
  tag,
  roles: READERS,
  query: z.strictObject(pageQuery),
  answer: pageOf(productSchema),
  status: 200,
});
