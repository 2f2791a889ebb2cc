import type { Capability } from './types.ts';

/** Who buys. */
export const customers: Capability = {
  name: 'customers',
  functions: [
    {
      name: 'put-customer',
      purpose: 'Creates and changes customers; without it tiers, credit and addresses stay as they are.',
      trigger: { route: 'PUT /v1/customers/{id}', auth: 'jwt' },
      access: { table: ['GetItem', 'PutItem'] },
    },
    {
      name: 'get-customer',
      purpose: 'Shows one customer; without it service cannot see whom they speak to.',
      trigger: { route: 'GET /v1/customers/{id}', auth: 'jwt' },
      access: { table: ['GetItem'] },
    },
  ],
};
