import type { Capability } from './types.ts';

/** The merchant's limits and promises, as data. */
export const policies: Capability = {
  name: 'policies',
  functions: [
    {
      name: 'get-policy',
      purpose: 'Shows which limits and deadlines hold for a shop.',
      trigger: { route: 'GET /v1/policies/{name}', auth: 'jwt' },
      access: { table: ['GetItem'] },
    },
    {
      name: 'put-policy',
      purpose: 'Changes the limits and deadlines of a shop; without it the old ones stay in force.',
      trigger: { route: 'PUT /v1/policies/{name}', auth: 'jwt' },
      access: { table: ['GetItem', 'PutItem'] },
    },
  ],
};
