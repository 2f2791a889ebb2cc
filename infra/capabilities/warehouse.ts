import type { Capability } from './types.ts';

const CHANGE = ['Query', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'] as const;

/** The locations whose work is done by somebody else's system. */
export const warehouse: Capability = {
  name: 'warehouse',
  functions: [
    {
      name: 'tell-warehouses',
      purpose:
        'Tells outside warehouses what to send; without it they do not hear of orders and cancellations.',
      trigger: { queue: 'warehouse-work', batchSize: 10 },
      access: { table: CHANGE, sends: ['warehouse-requests'] },
    },
    {
      name: 'take-warehouse-confirmation',
      purpose: 'Takes in what outside warehouses did; without it their parcels seem never to leave.',
      trigger: { queue: 'warehouse-confirmations', batchSize: 10 },
      access: { table: [...CHANGE, 'BatchGetItem'] },
    },
    {
      name: 'confirm-warehouse-work',
      purpose:
        'Takes in what outside warehouses did, by the API; without it their parcels seem never to leave.',
      trigger: { route: 'POST /v1/warehouse/confirmations', auth: 'jwt' },
      access: { table: [...CHANGE, 'BatchGetItem'] },
    },
    {
      name: 'list-warehouse-confirmations',
      purpose:
        'Shows what outside warehouses said and could not be applied; without it nobody puts it right.',
      trigger: { route: 'GET /v1/warehouse/confirmations', auth: 'jwt' },
      access: { table: ['Query', 'BatchGetItem'], secrets: ['cursor-key'] },
    },
    {
      name: 'send-warehouse-request',
      purpose: 'Sends an outside warehouse a request again; without it, a message it lost stays lost.',
      trigger: { route: 'POST /v1/warehouse/requests/{id}/send', auth: 'jwt' },
      access: { table: ['Query', 'GetItem', 'PutItem', 'UpdateItem'], sends: ['warehouse-requests'] },
    },
    {
      name: 'report-warehouse-stock',
      purpose: 'Compares what outside warehouses have with the books; without it differences are not found.',
      trigger: { route: 'POST /v1/warehouse/{locationId}/stock-reports', auth: 'jwt' },
      access: { table: ['Query', 'GetItem', 'BatchGetItem', 'PutItem'] },
      // Five hundred SKUs, each by its movements since.
      timeoutSeconds: 29,
      memoryMb: 1024,
    },
    {
      name: 'get-stock-report',
      purpose: 'Shows how the stock of an outside warehouse differs from the books.',
      trigger: { route: 'GET /v1/warehouse/{locationId}/stock-reports/{reference}', auth: 'jwt' },
      access: { table: ['Query'] },
    },
    {
      name: 'count-stock-report',
      purpose: 'Opens counts of what differs; without it, people type the SKUs of a report.',
      trigger: { route: 'POST /v1/warehouse/{locationId}/stock-reports/{reference}/counts', auth: 'jwt' },
      access: { table: ['Query', 'GetItem', 'BatchGetItem', 'PutItem'] },
      timeoutSeconds: 29,
    },
    {
      name: 'get-message-schema',
      purpose: 'Publishes the form of the messages; without it, those who connect a warehouse guess.',
      trigger: { route: 'GET /v1/schemas/{name}', auth: 'public', throttle: { rate: 20, burst: 40 } },
      access: {},
    },
  ],
};
