import * as z from 'zod';
import { STAFF } from '../kernel/actor.ts';
import { operation } from '../kernel/operation.ts';
import { pageOf, pageQuery, pathText } from '../kernel/page.ts';
import { skuSchema } from '../orders/order-schema.ts';
import {
  adjustmentSchema,
  adjustStockSchema,
  inventorySchema,
  movementSchema,
  receiptSchema,
  receiveStockSchema,
} from './inventory-schema.ts';

const BY_SKU = z.strictObject({ sku: pathText(skuSchema) });
const tag = 'inventory';

/** Takes goods in, whole; a large receipt that broke off is finished by a repeat with the same key. */
export const receiveStockOperation = operation({
  id: 'receive-stock',
  method: 'POST',
  path: '/v1/inventory/receipts',
  summary: 'Take goods in',
  tag,
  roles: ['warehouse', 'sales_manager'],
  body: receiveStockSchema,
  answer: receiptSchema,
  status: 201,
  idempotent: true,
});

export const adjustStockOperation = operation({
  id: 'adjust-stock',
  method: 'POST',
  path: '/v1/inventory/adjustments',
  summary: 'Correct what is on hand; never below what is promised',
  tag,
  roles: ['warehouse', 'sales_manager'],
  body: adjustStockSchema,
  answer: adjustmentSchema,
  status: 201,
  idempotent: true,
  problems: ['below_reserved', 'too_spread'],
});

export const getInventoryOperation = operation({
  id: 'get-inventory',
  method: 'GET',
  path: '/v1/inventory/{sku}',
  summary: 'Read the stock of a product, by location',
  tag,
  roles: [...STAFF, 'storefront', 'dealer'],
  params: BY_SKU,
  answer: inventorySchema,
  status: 200,
  problems: ['not_found'],
});

export const listMovementsOperation = operation({
  id: 'list-movements',
  method: 'GET',
  path: '/v1/inventory/{sku}/movements',
  summary: 'Read the ledger of a product, newest first',
  tag,
  roles: STAFF,
  params: BY_SKU,
  query: z.strictObject(pageQuery),
  answer: pageOf(movementSchema),
  status: 200,
  problems: ['not_found'],
});
