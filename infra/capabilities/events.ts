import type { Capability } from './types.ts';

/** What was committed, told to everyone who waits for it. */
export const events: Capability = {
  name: 'events',
  functions: [
    {
      name: 'publish-events',
      purpose:
        'Tells the rest of the system what happened; without it, orders are taken in and go no further.',
      trigger: {
        stream: 'table',
        batchSize: 50,
        filter: {
          eventName: ['INSERT', 'MODIFY'],
          dynamodb: { NewImage: { kind: { S: ['EVENT', 'NEW', 'WEBHOOK'] } } },
        },
      },
      access: { table: ['Query'], publishes: true },
    },
  ],
};
