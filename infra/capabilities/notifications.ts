import type { Capability } from './types.ts';

/** What buyers are told. */
export const notifications: Capability = {
  name: 'notifications',
  functions: [
    {
      name: 'notify-customer',
      purpose: 'Writes to buyers; without it they hear nothing, and shipped orders do not move on.',
      trigger: { queue: 'notifications', batchSize: 10 },
      // It moves an order on when the shipping has been told, which takes what every change of an order takes.
      access: { table: ['Query', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'], email: true },
    },
  ],
};
