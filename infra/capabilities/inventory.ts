import type { Capability } from './types.ts';

/** What lies where, and for whom. */
export const inventory: Capability = {
  name: 'inventory',
  functions: [
    {
      name: 'receive-stock',
      purpose: 'Takes goods in; without it what arrives cannot be sold.',
      trigger: { route: 'POST /v1/inventory/receipts', auth: 'jwt' },
      access: { table: ['Query', 'GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem'] },
      // A receipt of a thousand lines is some thirty transactions.
      timeoutSeconds: 29,
    },
    {
      name: 'adjust-stock',
      purpose: 'Corrects counts; without it what was lost or found stays wrong.',
      trigger: { route: 'POST /v1/inventory/adjustments', auth: 'jwt' },
      access: { table: ['Query', 'GetItem', 'PutItem', 'UpdateItem'] },
    },
    {
      name: 'get-inventory',
      purpose: 'Shows the stock of a product; without it shops cannot say what is available.',
      trigger: { route: 'GET /v1/inventory/{sku}', auth: 'jwt' },
      access: { table: ['Query', 'GetItem'] },
    },
    {
      name: 'list-movements',
      purpose: 'Shows why the stock of a product is what it is.',
      trigger: { route: 'GET /v1/inventory/{sku}/movements', auth: 'jwt' },
      access: { table: ['Query', 'GetItem'], secrets: ['cursor-key'] },
    },
  ],
};
