import type { Capability } from './types.ts';

/** The merchant's offers, as data: for now gifts for those who buy something, or enough. */
export const promotions: Capability = {
  name: 'promotions',
  functions: [
    {
      name: 'put-promotion',
      purpose: 'Saves promotions; without it, no new offer begins and none ends before its time.',
      trigger: { route: 'PUT /v1/promotions/{id}', auth: 'jwt' },
      access: { table: ['GetItem', 'Query', 'PutItem'] },
    },
    {
      name: 'get-promotion',
      purpose: 'Shows a promotion; without it, nobody sees why an order was given something.',
      trigger: { route: 'GET /v1/promotions/{id}', auth: 'jwt' },
      access: { table: ['GetItem'] },
    },
    {
      name: 'list-promotions',
      purpose: 'Lists promotions; without it, nobody sees what is on offer.',
      trigger: { route: 'GET /v1/promotions', auth: 'jwt' },
      access: { table: ['Query'], secrets: ['cursor-key'] },
    },
    {
      name: 'delete-promotion',
      purpose: 'Deletes promotions; without it, those that are over stay in the list.',
      trigger: { route: 'DELETE /v1/promotions/{id}', auth: 'jwt' },
      access: { table: ['GetItem', 'PutItem', 'DeleteItem'] },
    },
  ],
};
