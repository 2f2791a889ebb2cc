import type { Capability } from './types.ts';

const CHANGE = ['Query', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'] as const;

/** The order itself: placed, read, reviewed, ended. */
export const orders: Capability = {
  name: 'orders',
  functions: [
    {
      name: 'cancel-order',
      purpose: 'Ends an order before shipping: without it, buyers who change their minds are shipped to all the same.',
      trigger: { route: 'POST /v1/orders/{id}/cancel', auth: 'jwt' },
      access: { table: CHANGE },
    },
  ],
};
