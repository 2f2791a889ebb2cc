import type { Capability } from './types.ts';

/** The way of a parcel, for the buyer. */
export const tracking: Capability = {
  name: 'tracking',
  functions: [
    {
      name: 'track-order',
      purpose: 'Shows buyers where their parcel is; without it they ask the service desk.',
      trigger: { route: 'GET /v1/track', auth: 'public', throttle: { rate: 5, burst: 20 } },
      access: { table: ['GetItem', 'Query'] },
    },
  ],
};
