import type { Capability, FunctionDefinition } from './types.ts';

const READ = ['GetItem', 'BatchGetItem'] as const;
const LIST = ['Query', 'BatchGetItem'] as const;
const CHANGE = ['Query', ...READ, 'PutItem', 'UpdateItem'] as const;

const list = (name: string, route: `GET /v1/inventory/${string}`, purpose: string): FunctionDefinition => ({
  name,
  purpose,
  trigger: { route, auth: 'jwt' },
  access: { table: LIST, secrets: ['cursor-key'] },
});

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
      access: { table: ['Query', 'GetItem', 'PutItem', 'UpdateItem'] },
    },
    {
      name: 'get-inventory',
      purpose: 'Shows the stock of a product; without it shops cannot say what is available.',
      trigger: { route: 'GET /v1/inventory/{sku}', auth: 'jwt' },
      access: { table: ['Query', 'GetItem'] },
    },
    {
      name: 'list-movements',
      purpose: 'Shows why the stock of a product is what it is.',
      trigger: { route: 'GET /v1/inventory/{sku}/movements', auth: 'jwt' },
      access: { table: ['Query', 'GetItem'], secrets: ['cursor-key'] },
    },
    {
      name: 'expect-arrival',
      purpose: 'Announces goods of suppliers; without it nobody knows what is coming, and when.',
      trigger: { route: 'POST /v1/inventory/arrivals', auth: 'jwt' },
      access: { table: [...READ, 'PutItem'] },
      timeoutSeconds: 29,
    },
    {
      name: 'get-arrival',
      purpose: 'Shows what of an arrival is still to come.',
      trigger: { route: 'GET /v1/inventory/arrivals/{id}', auth: 'jwt' },
      access: { table: READ },
    },
    list('list-arrivals', 'GET /v1/inventory/arrivals', 'Shows what the warehouse is to expect.'),
    {
      name: 'close-arrival',
      purpose: 'Gives up what has not come; without it, it counts as incoming for ever.',
      trigger: { route: 'POST /v1/inventory/arrivals/{id}/close', auth: 'jwt' },
      access: { table: [...READ, 'PutItem', 'UpdateItem', 'DeleteItem'] },
      timeoutSeconds: 29,
    },
    {
      name: 'report-damage',
      purpose: 'Sets broken goods aside; without it they are sold.',
      trigger: { route: 'POST /v1/inventory/damages', auth: 'jwt' },
      access: { table: ['Query', 'GetItem', 'PutItem', 'UpdateItem'] },
    },
    {
      name: 'repair-stock',
      purpose: 'Puts mended goods back; without it they are never sold.',
      trigger: { route: 'POST /v1/inventory/repairs', auth: 'jwt' },
      access: { table: ['Query', 'GetItem', 'PutItem', 'UpdateItem'] },
    },
    {
      name: 'write-off-stock',
      purpose: 'Writes damaged goods off; without it they stay in the books.',
      trigger: { route: 'POST /v1/inventory/write-offs', auth: 'jwt' },
      access: { table: ['Query', 'GetItem', 'PutItem', 'UpdateItem'] },
    },
    {
      name: 'create-transfer',
      purpose: 'Agrees on goods that go elsewhere; without it, stock stays where it is not wanted.',
      trigger: { route: 'POST /v1/inventory/transfers', auth: 'jwt' },
      access: { table: [...READ, 'PutItem'] },
    },
    {
      name: 'dispatch-transfer',
      purpose: 'Books goods as on their way; without it they are sold where they are not any more.',
      trigger: { route: 'POST /v1/inventory/transfers/{id}/dispatch', auth: 'jwt' },
      access: { table: [...READ, 'PutItem', 'UpdateItem'] },
    },
    {
      name: 'receive-transfer',
      purpose: 'Takes goods in that another location has sent; without it they are for sale nowhere.',
      trigger: { route: 'POST /v1/inventory/transfers/{id}/receive', auth: 'jwt' },
      access: { table: [...READ, 'PutItem', 'UpdateItem', 'DeleteItem'] },
    },
    {
      name: 'cancel-transfer',
      purpose: 'Gives up a transfer that has not left.',
      trigger: { route: 'POST /v1/inventory/transfers/{id}/cancel', auth: 'jwt' },
      access: { table: ['GetItem', 'PutItem'] },
    },
    {
      name: 'get-transfer',
      purpose: 'Shows what became of goods between two locations.',
      trigger: { route: 'GET /v1/inventory/transfers/{id}', auth: 'jwt' },
      access: { table: ['GetItem'] },
    },
    list('list-transfers', 'GET /v1/inventory/transfers', 'Shows what is between locations.'),
    {
      name: 'open-count',
      purpose: 'Makes sheets for counting; without it nobody finds out what is really there.',
      trigger: { route: 'POST /v1/inventory/counts', auth: 'jwt' },
      access: { table: [...READ, 'PutItem'] },
    },
    {
      name: 'submit-count',
      purpose: 'Takes counted figures in; without it differences are found and not booked.',
      trigger: { route: 'POST /v1/inventory/counts/{id}/submit', auth: 'jwt' },
      access: { table: [...CHANGE, 'DeleteItem'] },
      timeoutSeconds: 29,
    },
    {
      name: 'approve-count',
      purpose: 'Lets large differences be booked; without it they wait for ever.',
      trigger: { route: 'POST /v1/inventory/counts/{id}/approve', auth: 'jwt' },
      access: { table: [...READ, 'PutItem', 'UpdateItem', 'DeleteItem'] },
      timeoutSeconds: 29,
    },
    {
      name: 'reject-count',
      purpose: 'Gives up counts that cannot be right.',
      trigger: { route: 'POST /v1/inventory/counts/{id}/reject', auth: 'jwt' },
      access: { table: [...READ, 'PutItem', 'UpdateItem', 'DeleteItem'] },
    },
    {
      name: 'get-count',
      purpose: 'Shows a sheet to those who count, and its differences to those who decide.',
      trigger: { route: 'GET /v1/inventory/counts/{id}', auth: 'jwt' },
      access: { table: ['GetItem'] },
    },
    list('list-counts', 'GET /v1/inventory/counts', 'Shows which counts wait for approval.'),
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
      purpose: 'Books imports, and what broke off of large receipts, arrivals and counts.',
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
