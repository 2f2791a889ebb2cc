import * as z from 'zod';
import { instantSchema } from '../kernel/clock.ts';
import { operation } from '../kernel/operation.ts';
import { locationIdSchema, quantitySchema, reasonSchema, skuSchema } from '../orders/order-schema.ts';

const tag = 'inventory';

const reportFields = {
  locationId: locationIdSchema,
  sku: skuSchema,
  quantity: quantitySchema,
  reason: reasonSchema,
};
const body = z.strictObject(reportFields);
/** A report, as answers show it; `id` is the document of its movements. */
const answer = z.object({ id: z.string(), ...reportFields, recordedAt: instantSchema });

const common = { method: 'POST', tag, body, answer, status: 201, idempotent: true } as const;

export const reportDamageOperation = operation({
  ...common,
  id: 'report-damage',
  path: '/v1/inventory/damages',
  summary: 'Set broken goods aside; never what is promised',
  roles: ['warehouse', 'sales_manager'],
  problems: ['below_reserved', 'too_spread'],
});

export const repairStockOperation = operation({
  ...common,
  id: 'repair-stock',
  path: '/v1/inventory/repairs',
  summary: 'Put mended goods back for sale',
  roles: ['warehouse', 'sales_manager'],
  problems: ['below_damaged'],
});

/** Throwing away is a loss in the books, which the warehouse does not decide. */
export const writeOffStockOperation = operation({
  ...common,
  id: 'write-off-stock',
  path: '/v1/inventory/write-offs',
  summary: 'Write damaged goods off',
  roles: ['sales_manager', 'finance'],
  problems: ['below_damaged'],
});
