import type { Capability } from './types.ts';

/** What is sold. */
export const catalog: Capability = {
  name: 'catalog',
  functions: [
    {
      name: 'put-product',
      purpose: 'Creates and changes products; without it prices and safety stocks stay as they are.',
      trigger: { route: 'PUT /v1/products/{sku}', auth: 'jwt' },
      access: { table: ['Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchGetItem'] },
    },
    {
      name: 'get-product',
      purpose: 'Shows one product; without it shops cannot show what they sell.',
      trigger: { route: 'GET /v1/products/{sku}', auth: 'jwt' },
      access: { table: ['GetItem'] },
    },
    {
      name: 'list-products',
      purpose: 'Lists the catalogue; without it shops and the console cannot page through it.',
      trigger: { route: 'GET /v1/products', auth: 'jwt' },
      access: { table: ['Query', 'BatchGetItem'], secrets: ['cursor-key'] },
    },
  ],
};
