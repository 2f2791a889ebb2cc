import type { Capability } from './types.ts';

/** Who waits for goods, and what they are told of it. */
export const backorders: Capability = {
  name: 'backorders',
  functions: [
    {
      name: 'serve-backorders',
      purpose:
        'Gives goods that have come to those who wait for them, and tells them when others are late; without it they wait for ever.',
      trigger: { queue: 'backorders', batchSize: 5, maxConcurrency: 10 },
      access: {
        table: ['Query', 'GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'],
        sends: ['backorders'],
      },
      timeoutSeconds: 30,
    },
    {
      name: 'sweep-backorders',
      purpose: 'Finds queues that nobody was told to serve; without it, a lost message keeps buyers waiting.',
      trigger: { schedule: 'rate(10 minutes)' },
      access: { table: ['Query', 'BatchGetItem', 'UpdateItem'], sends: ['backorders'] },
    },
  ],
};
