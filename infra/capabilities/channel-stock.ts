import type { Capability } from './types.ts';

/** What shops and marketplaces are told of the stock they may sell. */
export const channelStock: Capability = {
  name: 'channel-stock',
  functions: [
    {
      name: 'put-stock-feed',
      purpose: 'Sets which shops are told of stock; without it, the old settings stay in force.',
      trigger: { route: 'PUT /v1/channels/{channel}/{shopId}/stock-feed', auth: 'jwt' },
      access: { table: ['GetItem', 'Query', 'PutItem', 'UpdateItem'], sends: ['channel-stock'] },
    },
    {
      name: 'get-stock-feed',
      purpose: 'Shows how a shop is told of stock; without it nobody sees that one has not heard for hours.',
      trigger: { route: 'GET /v1/channels/{channel}/{shopId}/stock-feed', auth: 'jwt' },
      access: { table: ['GetItem'] },
    },
    {
      name: 'resync-stock-feed',
      purpose: 'Tells a shop of all stock again; without it, a shop that lost its numbers stays wrong.',
      trigger: { route: 'POST /v1/channels/{channel}/{shopId}/stock-feed/resync', auth: 'jwt' },
      access: { table: ['GetItem'], sends: ['channel-stock'] },
    },
    {
      name: 'spot-stock-changes',
      purpose:
        'Notices that stock has changed; without it shops go on selling what is gone, rows of hot products stay dry, and who waits goes on waiting.',
      trigger: {
        stream: 'table',
        batchSize: 500,
        // However often a SKU is sold within it, shops are told once.
        windowSeconds: 1,
        filter: {
          // What is announced is gone when it has come, or was given up.
          eventName: ['INSERT', 'MODIFY', 'REMOVE'],
          dynamodb: {
            Keys: {
              pk: { S: [{ prefix: 'SKU#' }, 'LOCATIONS'] },
              sk: { S: [{ prefix: 'STOCK#' }, { prefix: 'COMING#' }, 'PRODUCT', 'INACTIVE'] },
            },
          },
        },
      },
      access: { table: ['GetItem', 'BatchGetItem'], sends: ['channel-stock', 'stock-work', 'backorders'] },
    },
    {
      name: 'tell-shops-stock',
      purpose: 'Tells shops what they may sell; without it they sell what is gone, or not what has come.',
      trigger: { queue: 'channel-stock', batchSize: 5, maxConcurrency: 10 },
      access: {
        table: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'],
        sends: ['channel-stock'],
        secrets: ['webhook-secrets'],
      },
      timeoutSeconds: 20,
    },
  ],
};
