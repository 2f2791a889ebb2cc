import type { Capability } from './types.ts';

/** Where goods lie. */
export const locations: Capability = {
  name: 'locations',
  functions: [
    {
      name: 'put-location',
      purpose: 'Opens, changes and closes warehouses and stores; without it a closed one keeps selling.',
      trigger: { route: 'PUT /v1/locations/{id}', auth: 'jwt' },
      access: { table: ['GetItem', 'PutItem', 'UpdateItem'] },
    },
    {
      name: 'get-location',
      purpose: 'Shows one warehouse or store.',
      trigger: { route: 'GET /v1/locations/{id}', auth: 'jwt' },
      access: { table: ['GetItem'] },
    },
    {
      name: 'list-locations',
      purpose: 'Lists the warehouses and stores; without it the console cannot offer them.',
      trigger: { route: 'GET /v1/locations', auth: 'jwt' },
      access: { table: ['Query', 'BatchGetItem'], secrets: ['cursor-key'] },
    },
  ],
};
