import type { Access, Capability } from './types.ts';

/** A door checks a signature and keeps what came; it can do nothing else. */
const DOOR: Access = { table: ['PutItem'], secrets: ['webhook-secrets'] };

/** The doors through which shops, payment providers and carriers tell us things. */
export const webhooks: Capability = {
  name: 'webhooks',
  functions: [
    {
      name: 'receive-channel-event',
      purpose: 'Takes orders of marketplaces and shops in; without it, their orders do not arrive.',
      trigger: { route: 'POST /v1/webhooks/channels/{channel}/{shopId}', auth: 'public' },
      access: DOOR,
    },
    {
      name: 'receive-payment-event',
      purpose: 'Hears of payments and refunds; without it, paid orders look unpaid.',
      trigger: { route: 'POST /v1/webhooks/payments/{provider}', auth: 'public' },
      access: DOOR,
    },
    {
      name: 'receive-carrier-event',
      purpose: 'Hears of parcels; without it, nobody knows where they are.',
      trigger: { route: 'POST /v1/webhooks/carriers/{carrier}', auth: 'public' },
      access: DOOR,
    },
  ],
};
