import type { Capability } from './types.ts';

/** What the system says of itself. */
export const system: Capability = {
  name: 'system',
  functions: [
    {
      name: 'check-health',
      purpose: 'Tells monitors that the API answers; without it they ring although orders may flow.',
      trigger: { route: 'GET /v1/health', auth: 'public', throttle: { rate: 20, burst: 40 } },
      access: {},
    },
    {
      name: 'get-openapi',
      purpose: 'Publishes the API’s description; without it, client programmers guess.',
      trigger: { route: 'GET /openapi.json', auth: 'public', throttle: { rate: 20, burst: 40 } },
      access: {},
    },
    {
      name: 'get-docs',
      purpose: 'Shows the API’s description to people; without it, client programmers guess.',
      trigger: { route: 'GET /docs', auth: 'public', throttle: { rate: 20, burst: 40 } },
      access: {},
    },
  ],
};
