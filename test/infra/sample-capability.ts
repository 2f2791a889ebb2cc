import type { Capability } from '../../infra/capabilities/types.ts';

/** A capability with every kind of trigger and every kind of access, so that no construct goes untested. */
export const sample: Capability = {
  name: 'sample',
  functions: [
    {
      name: 'read-sample',
      purpose: 'Nobody sees samples.',
      trigger: { route: 'GET /v1/samples/{id}', auth: 'jwt' },
      access: { table: ['GetItem', 'Query'], secrets: ['cursor-key'] },
    },
    {
      name: 'receive-sample',
      purpose: 'Samples do not arrive.',
      trigger: { route: 'POST /v1/webhooks/samples', auth: 'public', throttle: { rate: 50, burst: 100 } },
      access: { table: ['PutItem'], secrets: ['webhook-secrets'], sends: ['channel-inbox', 'due-work'] },
    },
    {
      name: 'apply-sample',
      purpose: 'Samples stay unread.',
      trigger: { queue: 'channel-inbox', batchSize: 10, windowSeconds: 2, maxConcurrency: 5 },
      access: { table: ['UpdateItem', 'ConditionCheckItem'], email: true },
      timeoutSeconds: 40,
    },
    {
      name: 'publish-sample',
      purpose: 'Nobody hears of samples.',
      trigger: { stream: 'table', batchSize: 100, filter: { eventName: ['INSERT'] } },
      access: { publishes: true },
    },
    {
      name: 'sweep-samples',
      purpose: 'Old samples stay.',
      trigger: { schedule: 'rate(5 minutes)', timezone: 'Asia/Shanghai' },
      access: { table: ['Query'], sends: ['due-work'] },
    },
    {
      name: 'name-sampler',
      purpose: 'Nobody can sign in.',
      trigger: { userPool: 'pre-token-generation' },
      access: {},
      timeoutSeconds: 5,
    },
  ],
};
