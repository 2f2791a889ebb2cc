import type { Capability } from './types.ts';

/** The rules by which orders are approved, refused, held or asked about. */
export const reviews: Capability = {
  name: 'reviews',
  functions: [
    {
      name: 'get-review-rules',
      purpose: 'Shows the review rules; without it, nobody can say why an order waits.',
      trigger: { route: 'GET /v1/review-rules', auth: 'jwt' },
      access: { table: ['GetItem'] },
    },
    {
      name: 'put-review-rules',
      purpose: 'Changes the review rules; without it, the old ones stay in force.',
      trigger: { route: 'PUT /v1/review-rules', auth: 'jwt' },
      access: { table: ['GetItem', 'PutItem'] },
    },
    {
      name: 'simulate-review-rules',
      purpose: 'Tries review rules on past orders; without it, they are tried on real ones.',
      trigger: { route: 'POST /v1/review-rules/simulate', auth: 'jwt' },
      access: { table: ['GetItem', 'BatchGetItem', 'Query'] },
      timeoutSeconds: 28,
      memoryMb: 1024,
    },
  ],
};
