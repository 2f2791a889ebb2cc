import type { Capability } from './types.ts';

const READ = ['GetItem', 'BatchGetItem'] as const;
const CHANGE = ['Query', ...READ, 'PutItem', 'UpdateItem'] as const;

/** What lies where, and for whom. */
export const inventory: Capability = {
  name: 'inventory',
  functions: [
    {
      name: 'receive-stock',
      purpose: 'Takes goods in; without it what arrives cannot be sold.',
      trigger: { route: 'POST /v1/inventory/receipts', auth: 'jwt' },
      access: { table: [...CHANGE, 'DeleteItem'] },
      // A receipt of a thousand lines is some forty transactions.
      timeoutSeconds: 29,
    },
    {
      name: 'adjust-stock',
      purpose: 'Corrects counts; without it what was lost or found stays wrong.',
      trigger: { route: 'POST /v1/inventory/adjustments', auth: 'jwt' },
      access: { table: ['Query', 'GetItem', 'PutItem', 'UpdateItem', 'BatchGetItem'] },
    },
    {
      name: 'get-inventory',
      purpose: 'Shows the stock of a product; without it shops cannot say what is available.',
      trigger: { route: 'GET /v1/inventory/{sku}', auth: 'jwt' },
      access: { table: ['Query', 'GetItem', 'BatchGetItem'] },
    },
    {
      name: 'list-movements',
      purpose: 'Shows why the stock of a product is what it is.',
      trigger: { route: 'GET /v1/inventory/{sku}/movements', auth: 'jwt' },
      access: { table: ['Query', 'GetItem'], secrets: ['cursor-key'] },
    },
    {
      name: 'report-damage',
      purpose: 'Sets broken goods aside; without it they are sold.',
      trigger: { route: 'POST /v1/inventory/damages', auth: 'jwt' },
      access: { table: ['Query', 'GetItem', 'PutItem', 'UpdateItem', 'BatchGetItem'] },
    },
    {
      name: 'repair-stock',
      purpose: 'Puts mended goods back; without it they are never sold.',
      trigger: { route: 'POST /v1/inventory/repairs', auth: 'jwt' },
      access: { table: ['Query', 'GetItem', 'PutItem', 'UpdateItem', 'BatchGetItem'] },
    },
    {
      name: 'write-off-stock',
      purpose: 'Writes damaged goods off; without it they stay in the books.',
      trigger: { route: 'POST /v1/inventory/write-offs', auth: 'jwt' },
      access: { table: ['Query', 'GetItem', 'PutItem', 'UpdateItem', 'BatchGetItem'] },
    },
    {
      name: 'import-stock',
      purpose: 'Takes files of stock figures in; without it thousands of rows are typed by hand.',
      trigger: { route: 'POST /v1/inventory/imports', auth: 'jwt' },
      access: { table: ['GetItem', 'PutItem'], sends: ['stock-work'] },
      memoryMb: 1024,
    },
    {
      name: 'get-import',
      purpose: 'Shows how far an import is.',
      trigger: { route: 'GET /v1/inventory/imports/{id}', auth: 'jwt' },
      access: { table: ['Query', 'GetItem'] },
    },
    {
      name: 'list-import-errors',
      purpose: 'Shows which rows of an import were not booked, and why.',
      trigger: { route: 'GET /v1/inventory/imports/{id}/errors', auth: 'jwt' },
      access: { table: ['Query', 'GetItem'], secrets: ['cursor-key'] },
    },
    {
      name: 'export-stock',
      purpose: 'Gives the stock out as a file.',
      trigger: { route: 'GET /v1/inventory/export', auth: 'jwt' },
      access: { table: ['Query', ...READ], secrets: ['cursor-key'] },
      timeoutSeconds: 29,
      memoryMb: 1024,
    },
    {
      name: 'do-stock-work',
      purpose:
        'Books imports, evens out rows of hot products, ends what broke off of receipts, arrivals and counts.',
      trigger: { queue: 'stock-work', batchSize: 1, maxConcurrency: 4 },
      access: { table: [...CHANGE, 'DeleteItem'], sends: ['stock-work'] },
      timeoutSeconds: 60,
    },
    {
      name: 'finish-stock-work',
      purpose: 'Finds work on stock that broke off; without it, a receipt may stay half counted.',
      trigger: { schedule: 'rate(1 minute)' },
      access: { table: ['Query'], sends: ['stock-work'] },
    },
  ],
};
