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
  ],
};
