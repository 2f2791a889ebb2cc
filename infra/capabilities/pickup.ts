import type { Capability } from './types.ts';

const CHANGE = ['Query', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'] as const;

/** Goods that buyers fetch themselves. */
export const pickup: Capability = {
  name: 'pickup',
  functions: [
    {
      name: 'hand-out-fulfilment',
      purpose: 'Hands goods out at the counter; without it, buyers stand there in vain.',
      // A counter types a code now and then; a guesser would not.
      trigger: {
        route: 'POST /v1/fulfilments/{id}/hand-out',
        auth: 'jwt',
        throttle: { rate: 50, burst: 100 },
      },
      access: { table: CHANGE },
    },
    {
      name: 'arrive-at-store',
      purpose: 'Takes in what was sent to a store; without it, its buyers get no code to fetch it with.',
      trigger: { route: 'POST /v1/fulfilments/{id}/arrive', auth: 'jwt' },
      // The goods and their rows at the store.
      access: { table: [...CHANGE, 'BatchGetItem'] },
    },
    {
      name: 'renew-pickup-code',
      purpose: 'Sends a buyer a new code; without it, who lost theirs cannot fetch their goods.',
      trigger: { route: 'POST /v1/fulfilments/{id}/pickup-code', auth: 'jwt' },
      access: { table: CHANGE },
    },
  ],
};
