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

/** Arrivals, transfers and counts: the papers that move stock, or find out what is really there. */
export const stockDocuments: Capability = {
  name: 'stock-documents',
  functions: [
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
  ],
};
