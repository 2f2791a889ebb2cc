import * as z from 'zod';
import { STAFF } from '../kernel/actor.ts';
import { moneySchema } from '../kernel/money.ts';
import { operation } from '../kernel/operation.ts';
import { pathText } from '../kernel/page.ts';
import { skuSchema } from '../orders/order-schema.ts';
import { customerIdSchema } from './customer-schema.ts';

const tag = 'customers';
const roles = [...STAFF, 'storefront', 'dealer'] as const;

const query = z.strictObject({
  limit: z
    .string()
    .regex(/^\d{1,6}$/, { error: 'is not a whole number' })
    .transform(Number)
    .pipe(z.int().min(1).max(20))
    .default(10),
});

const answer = z.object({
  items: z.array(
    z.object({
      sku: z.string(),
      name: z.string(),
      price: moneySchema,
      /** How often it was bought together with `with`. */
      times: z.int(),
      with: z.array(z.string()),
    }),
  ),
});

export const recommendForCustomerOperation = operation({
  id: 'recommend-for-customer',
  method: 'GET',
  path: '/v1/customers/{id}/recommendations',
  summary: 'What others bought together with this customer’s goods, and they do not have',
  tag,
  roles,
  params: z.strictObject({ id: customerIdSchema }),
  query,
  answer,
  status: 200,
  problems: ['not_found'],
});

export const recommendWithProductOperation = operation({
  id: 'recommend-with-product',
  method: 'GET',
  path: '/v1/products/{sku}/recommendations',
  summary: 'What is bought together with a product',
  tag,
  roles,
  params: z.strictObject({ sku: pathText(skuSchema) }),
  query,
  answer,
  status: 200,
  problems: ['not_found'],
});
