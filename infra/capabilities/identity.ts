import type { Capability } from './types.ts';

/** Who asks, and as whom. */
export const identity: Capability = {
  name: 'identity',
  functions: [
    {
      name: 'add-token-claims',
      purpose: 'Writes the customer into access tokens; without it nobody can sign in.',
      trigger: { userPool: 'pre-token-generation' },
      access: {},
      // Cognito waits five seconds for a trigger, then refuses the sign-in.
      timeoutSeconds: 5,
    },
  ],
};
