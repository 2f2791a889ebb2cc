import { randomUUID } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockService } from './mock-service.ts';

const known = new Map<string, string>();

/**
 * Gives this test file's handlers secrets by the variables that name them, without a Secrets Manager. Each has a name of
 * its own, because a secret is trusted for a while and the next file may have another.
 */
export const useSecrets = (secrets: Readonly<Record<string, string>>): void => {
  for (const [variable, secret] of Object.entries(secrets)) {
    const name = `${variable}-${randomUUID()}`;
    process.env[variable] = name;
    known.set(name, secret);
  }
  mockService(SecretsManagerClient)
    .on(GetSecretValueCommand)
    .callsFake(({ SecretId = '' }: { SecretId?: string }) => ({ SecretString: known.get(SecretId) }));
};

/** Gives this test file's handlers a key to seal cursors with. */
export const useCursorSecret = (): void => useSecrets({ CURSOR_KEY_ID: 'a key for tests' });
