import type { Capability } from './types.ts';

/** Where goods are sent from, and why. */
export const sourcing: Capability = {
  name: 'sourcing',
  functions: [
    {
      name: 'get-sourcing-rules',
      purpose: 'Shows the sourcing rules; without it, nobody can say by what locations are chosen.',
      trigger: { route: 'GET /v1/sourcing-rules', auth: 'jwt' },
      access: { table: ['GetItem'] },
    },
    {
      name: 'put-sourcing-rules',
      purpose: 'Changes the sourcing rules; without it, the old ones stay in force.',
      trigger: { route: 'PUT /v1/sourcing-rules', auth: 'jwt' },
      access: { table: ['GetItem', 'PutItem'] },
    },
    {
      name: 'simulate-sourcing',
      purpose: 'Says where goods would be sent from; without it, rules are tried on real orders.',
      trigger: { route: 'POST /v1/sourcing/simulate', auth: 'jwt' },
      access: { table: ['Query', 'GetItem', 'BatchGetItem'] },
      // As placing: 1,000 lines have as many rows of stock to be read.
      timeoutSeconds: 28,
      memoryMb: 1024,
    },
    {
      name: 'explain-sourcing',
      purpose: 'Says why an order is sent from where it is; without it, people have to guess.',
      trigger: { route: 'GET /v1/orders/{id}/sourcing', auth: 'jwt' },
      access: { table: ['Query', 'GetItem', 'BatchGetItem'] },
      timeoutSeconds: 28,
      memoryMb: 1024,
    },
    {
      name: 'reject-fulfilment',
      purpose: 'Lets a location refuse goods; without it, what it cannot send waits there.',
      trigger: { route: 'POST /v1/fulfilments/{id}/reject', auth: 'jwt' },
      access: { table: ['Query', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchGetItem'] },
      timeoutSeconds: 28,
    },
  ],
};
