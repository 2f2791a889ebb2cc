import type { Capability } from './types.ts';

const PERSON = ['GetItem', 'BatchGetItem'] as const;

/** Who buys: who they are, what they bought and owe, and what belongs to them. */
export const customers: Capability = {
  name: 'customers',
  functions: [
    {
      name: 'put-customer',
      purpose: 'Creates and changes customers; without it tiers, credit and addresses stay as they are.',
      trigger: { route: 'PUT /v1/customers/{id}', auth: 'jwt' },
      access: { table: [...PERSON, 'PutItem', 'UpdateItem', 'DeleteItem'], sends: ['customer-work'] },
    },
    {
      name: 'get-customer',
      purpose: 'Shows one customer; without it service cannot see whom they speak to.',
      trigger: { route: 'GET /v1/customers/{id}', auth: 'jwt' },
      access: { table: PERSON },
    },
    {
      name: 'find-customers',
      purpose: 'Finds customers by their contacts; without it service does not know who is calling.',
      trigger: { route: 'GET /v1/customers', auth: 'jwt' },
      access: { table: [...PERSON, 'Query'] },
    },
    {
      name: 'add-customer-note',
      purpose: 'Keeps what staff note about customers; without it the next colleague starts from nothing.',
      trigger: { route: 'POST /v1/customers/{id}/notes', auth: 'jwt' },
      access: { table: ['GetItem', 'PutItem', 'ConditionCheckItem'] },
    },
    {
      name: 'get-customer-timeline',
      purpose: 'Shows who changed what of a customer and why; without it nobody can answer for it.',
      trigger: { route: 'GET /v1/customers/{id}/timeline', auth: 'jwt' },
      access: { table: ['GetItem', 'Query'], secrets: ['cursor-key'] },
    },
    {
      name: 'list-customer-orders',
      purpose: 'Shows what a person has ordered; without it service sees one channel at a time.',
      trigger: { route: 'GET /v1/customers/{id}/orders', auth: 'jwt' },
      access: { table: [...PERSON, 'Query'], secrets: ['cursor-key'] },
    },
    {
      name: 'merge-customers',
      purpose: 'Makes one person of several customers; without it one buyer has several histories.',
      trigger: { route: 'POST /v1/customers/merge', auth: 'jwt' },
      access: { table: [...PERSON, 'PutItem'] },
    },
    {
      name: 'unmerge-customer',
      purpose: 'Undoes a wrong merge; without it two people stay one.',
      trigger: { route: 'POST /v1/customers/{id}/unmerge', auth: 'jwt' },
      access: { table: [...PERSON, 'PutItem'] },
    },
    {
      name: 'recommend-for-customer',
      purpose: 'Suggests what goes with what a customer bought; without it the shop shows nothing there.',
      trigger: { route: 'GET /v1/customers/{id}/recommendations', auth: 'jwt' },
      access: { table: [...PERSON, 'Query'] },
    },
    {
      name: 'recommend-with-product',
      purpose: 'Suggests what goes with a product; without it the shop shows nothing there.',
      trigger: { route: 'GET /v1/products/{sku}/recommendations', auth: 'jwt' },
      access: { table: ['GetItem', 'BatchGetItem'] },
    },
    {
      name: 'get-tier-rules',
      purpose: 'Shows the tier rules; without it, nobody can say why a customer has their tier.',
      trigger: { route: 'GET /v1/tier-rules', auth: 'jwt' },
      access: { table: ['GetItem'] },
    },
    {
      name: 'put-tier-rules',
      purpose: 'Changes the tier rules; without it, the old ones stay in force.',
      trigger: { route: 'PUT /v1/tier-rules', auth: 'jwt' },
      access: { table: ['GetItem', 'PutItem'] },
    },
    {
      name: 'export-customer',
      purpose: 'Gives a person everything held of them; without it, a lawful request goes unanswered.',
      trigger: { route: 'GET /v1/customers/{id}/export', auth: 'jwt' },
      access: { table: [...PERSON, 'Query'], secrets: ['cursor-key'] },
    },
    {
      name: 'erase-customer',
      purpose: 'Erases a person on request; without it, a lawful request goes unanswered.',
      trigger: { route: 'POST /v1/customers/{id}/erase', auth: 'jwt' },
      access: { table: [...PERSON, 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'] },
      timeoutSeconds: 28,
    },
    {
      name: 'follow-orders',
      purpose: 'Counts what customers buy and owe; without it credit, tiers and suggestions stand still.',
      trigger: { queue: 'customer-orders', batchSize: 50, windowSeconds: 1 },
      access: { table: [...PERSON, 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'] },
      timeoutSeconds: 60,
    },
    {
      name: 'apply-tier-rules',
      purpose: 'Finds whose tier is to be looked at; without it, tiers stay as they are.',
      trigger: { schedule: 'cron(30 2 * * ? *)' },
      access: { table: ['Query'], sends: ['customer-work'] },
    },
    {
      name: 'resume-erasures',
      purpose: 'Finds erasures that broke off; without it, some personal data stay that must not.',
      trigger: { schedule: 'rate(10 minutes)' },
      access: { table: ['Query'], sends: ['customer-work'] },
    },
    {
      name: 'work-on-customers',
      purpose:
        'Judges customers by the tier rules, ends erasures, follows preferences; without it, none of it happens.',
      trigger: { queue: 'customer-work', batchSize: 5 },
      access: { table: [...PERSON, 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'] },
      timeoutSeconds: 120,
    },
  ],
};
