import type { Capability } from './types.ts';

/** What happens to orders by the merchant's own rules: on this event, when this holds, then this. */
export const automation: Capability = {
  name: 'automation',
  functions: [
    {
      name: 'get-automation-rules',
      purpose: 'Shows the automation rules; without it, nobody can say why an order was changed by itself.',
      trigger: { route: 'GET /v1/automation-rules', auth: 'jwt' },
      access: { table: ['GetItem'] },
    },
    {
      name: 'put-automation-rules',
      purpose: 'Changes the automation rules; without it, the old ones stay in force.',
      trigger: { route: 'PUT /v1/automation-rules', auth: 'jwt' },
      access: { table: ['GetItem', 'PutItem'] },
    },
    {
      name: 'simulate-automation-rules',
      purpose: 'Tries automation rules on orders; without it, they are tried on real ones.',
      trigger: { route: 'POST /v1/automation-rules/simulate', auth: 'jwt' },
      access: { table: ['GetItem', 'BatchGetItem', 'Query'] },
      timeoutSeconds: 28,
      memoryMb: 1024,
    },
    {
      name: 'list-automation-runs',
      purpose: 'Shows what rules did and were refused; without it, nobody sees why one did nothing.',
      trigger: { route: 'GET /v1/automation-runs', auth: 'jwt' },
      access: { table: ['Query', 'BatchGetItem'], secrets: ['cursor-key'] },
    },
    {
      name: 'run-automation',
      purpose: 'Runs the automation rules; without it, staff must do by hand what the rules did.',
      trigger: { queue: 'automation', batchSize: 10 },
      access: { table: ['Query', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'] },
    },
  ],
};
