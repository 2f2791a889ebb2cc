import type { Capability } from './types.ts';

const CHANGE = ['Query', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'] as const;

/** Who carries parcels, at what price, and how they are spoken to. */
export const carriers: Capability = {
  name: 'carriers',
  functions: [
    {
      name: 'put-carrier',
      purpose: 'Describes carriers and their prices; without it the old prices stay in force.',
      trigger: { route: 'PUT /v1/carriers/{id}', auth: 'jwt' },
      access: { table: ['GetItem', 'Query', 'PutItem'] },
    },
    {
      name: 'get-carrier',
      purpose: 'Shows a carrier; without it nobody can check its prices.',
      trigger: { route: 'GET /v1/carriers/{id}', auth: 'jwt' },
      access: { table: ['GetItem'] },
    },
    {
      name: 'list-carriers',
      purpose: 'Lists the carriers; without it nobody knows whom parcels may go with.',
      trigger: { route: 'GET /v1/carriers', auth: 'jwt' },
      access: { table: ['Query'], secrets: ['cursor-key'] },
    },
    {
      name: 'rate-fulfilment',
      purpose: 'Explains which carrier is chosen and why; without it people guess.',
      trigger: { route: 'GET /v1/fulfilments/{id}/rates', auth: 'jwt' },
      access: { table: ['GetItem', 'Query', 'BatchGetItem'] },
    },
    {
      name: 'settle-carrier-work',
      purpose: 'Asks carriers for waybills and takes them back; without it parcels of such carriers stay.',
      trigger: { queue: 'carrier-requests', batchSize: 1, maxConcurrency: 20 },
      access: { table: [...CHANGE, 'BatchGetItem'], secrets: ['carrier-accounts'] },
    },
    {
      name: 'get-parcel-label',
      purpose: 'Prints labels; without it packed parcels cannot be handed over.',
      trigger: { route: 'GET /v1/fulfilments/{id}/parcels/{parcelId}/label', auth: 'jwt' },
      access: { table: ['GetItem', 'Query', 'BatchGetItem'] },
      parts: ['shared/carriers/effects/draw-label.ts'],
      assets: { 'label-font': 'node_modules/noto-sans-sc/noto_sans_sc_regular' },
      // Drawing is computing: the processor comes with the memory.
      memoryMb: 1024,
    },
  ],
};
