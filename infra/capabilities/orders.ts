import type { Capability } from './types.ts';

const READ = ['GetItem', 'BatchGetItem', 'Query'] as const;
const CHANGE = ['Query', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'] as const;

/** The order itself: placed, read, reviewed, ended. */
export const orders: Capability = {
  name: 'orders',
  functions: [
    {
      name: 'place-order',
      purpose: 'Takes orders in; without it, the shop sells nothing.',
      trigger: { route: 'POST /v1/orders', auth: 'jwt' },
      access: { table: [...CHANGE, 'ConditionCheckItem', 'BatchGetItem'] },
      // An order of 1,000 lines reads as many products and is committed in a dozen transactions.
      timeoutSeconds: 28,
      memoryMb: 1024,
    },
    {
      name: 'get-order',
      purpose: 'Shows an order; without it, nobody sees where theirs stands.',
      trigger: { route: 'GET /v1/orders/{id}', auth: 'jwt' },
      access: { table: ['Query', 'GetItem'] },
    },
    {
      name: 'list-orders',
      purpose: 'Lists and finds orders; without it, staff cannot see what is to be done.',
      trigger: { route: 'GET /v1/orders', auth: 'jwt' },
      access: { table: READ, secrets: ['cursor-key'] },
    },
    {
      name: 'list-work',
      purpose: 'Shows a role what waits for it; without it, nobody knows which order to decide next.',
      trigger: { route: 'GET /v1/work', auth: 'jwt' },
      access: { table: ['Query', 'BatchGetItem'], secrets: ['cursor-key'] },
    },
    {
      name: 'list-merge-suggestions',
      purpose: 'Shows orders that could be one; without it, buyers get two parcels where one would do.',
      trigger: { route: 'GET /v1/orders/merge-suggestions', auth: 'jwt' },
      access: { table: ['Query', 'BatchGetItem'], secrets: ['cursor-key'] },
    },
    {
      name: 'index-order',
      purpose:
        'Lists orders by contact and product and finds those to be merged; without it, searches miss new orders.',
      trigger: { queue: 'order-index', batchSize: 10 },
      access: { table: [...READ, 'PutItem', 'DeleteItem'] },
    },
    {
      name: 'get-timeline',
      purpose: 'Shows what happened to an order; without it, staff cannot answer questions about it.',
      trigger: { route: 'GET /v1/orders/{id}/timeline', auth: 'jwt' },
      access: { table: ['GetItem', 'BatchGetItem', 'Query'] },
    },
    {
      name: 'confirm-step',
      purpose: 'Notes what was confirmed; without it, orders that wait for a confirmation wait for ever.',
      trigger: { route: 'POST /v1/orders/{id}/confirmations/{step}', auth: 'jwt' },
      access: { table: CHANGE },
    },
    {
      name: 'approve-order',
      purpose: 'Confirms orders that wait for people; without it, they wait for ever.',
      trigger: { route: 'POST /v1/orders/{id}/approve', auth: 'jwt' },
      access: { table: CHANGE },
    },
    {
      name: 'reject-order',
      purpose: 'Refuses orders at review; without it, bad orders keep their stock.',
      trigger: { route: 'POST /v1/orders/{id}/reject', auth: 'jwt' },
      access: { table: CHANGE },
    },
    {
      name: 'place-hold',
      purpose: 'Holds orders; without it, staff cannot stop what must not be sent.',
      trigger: { route: 'POST /v1/orders/{id}/holds', auth: 'jwt' },
      access: { table: CHANGE },
    },
    {
      name: 'release-hold',
      purpose: 'Releases holds; without it, held orders stand still for ever.',
      trigger: { route: 'DELETE /v1/orders/{id}/holds/{holdId}', auth: 'jwt' },
      access: { table: CHANGE },
    },
    {
      name: 'add-note',
      purpose: 'Keeps notes of staff; without it, the next who looks at an order does not know.',
      trigger: { route: 'POST /v1/orders/{id}/notes', auth: 'jwt' },
      access: { table: CHANGE },
    },
    {
      name: 'set-tags',
      purpose: 'Tags orders; without it, staff cannot sort their work their own way.',
      trigger: { route: 'PUT /v1/orders/{id}/tags', auth: 'jwt' },
      access: { table: CHANGE },
    },
    {
      name: 'assign-order',
      purpose: 'Says who looks after an order; without it, two people work on one and nobody on another.',
      trigger: { route: 'PUT /v1/orders/{id}/assignee', auth: 'jwt' },
      access: { table: CHANGE },
    },
    {
      name: 'amend-order',
      purpose: 'Changes orders before shipping; without it, wrong orders are cancelled and placed again.',
      trigger: { route: 'PATCH /v1/orders/{id}', auth: 'jwt' },
      access: { table: [...CHANGE, 'BatchGetItem'] },
      timeoutSeconds: 28,
      memoryMb: 1024,
    },
    {
      name: 'split-order',
      purpose: 'Splits orders; without it, what is there waits for what is elsewhere.',
      trigger: { route: 'POST /v1/orders/{id}/split', auth: 'jwt' },
      access: { table: CHANGE },
      memoryMb: 1024,
    },
    {
      name: 'merge-orders',
      purpose: 'Merges orders; without it, one buyer gets several parcels.',
      trigger: { route: 'POST /v1/orders/merge', auth: 'jwt' },
      access: { table: CHANGE },
      timeoutSeconds: 28,
      memoryMb: 1024,
    },
    {
      name: 'cancel-order',
      purpose:
        'Ends orders before shipping; without it, buyers who change their minds are shipped to all the same.',
      trigger: { route: 'POST /v1/orders/{id}/cancel', auth: 'jwt' },
      access: { table: CHANGE },
    },
    {
      name: 'complete-order',
      purpose: 'Ends delivered orders; without it, they stay open until the sweep ends them.',
      trigger: { route: 'POST /v1/orders/{id}/complete', auth: 'jwt' },
      access: { table: CHANGE },
    },
    {
      name: 'settle-stock',
      purpose: 'Frees or issues the stock of very large orders; without it, their units stay reserved.',
      trigger: { queue: 'stock-settlement', batchSize: 1 },
      access: { table: CHANGE },
    },
    {
      name: 'learn-habits',
      purpose:
        'Notes how goods are sold and how customers buy; without it, unusual prices and quantities pass unseen.',
      trigger: { queue: 'habits', batchSize: 50, windowSeconds: 5 },
      access: { table: ['Query', 'BatchGetItem', 'PutItem'] },
    },
  ],
};
