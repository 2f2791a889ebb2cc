import type { Capability } from './types.ts';

/** What marketplaces and shops tell, understood. */
export const channels: Capability = {
  name: 'channels',
  functions: [
    {
      name: 'apply-channel-event',
      purpose: 'Makes orders of what channels deliver; without it, their orders wait in the inbox.',
      trigger: { queue: 'channel-inbox', batchSize: 5 },
      access: {
        table: [
          'Query',
          'GetItem',
          'PutItem',
          'UpdateItem',
          'DeleteItem',
          'ConditionCheckItem',
          'BatchGetItem',
        ],
      },
      memoryMb: 1024,
    },
    {
      name: 'list-rejections',
      purpose:
        'Shows what channels delivered and could not become an order; without it, such orders go unseen.',
      trigger: { route: 'GET /v1/intake/rejections', auth: 'jwt' },
      access: { table: ['Query', 'BatchGetItem'], secrets: ['cursor-key'] },
    },
  ],
};
