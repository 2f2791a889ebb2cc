import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';

/** Gives this test file's handlers a key to seal cursors with, without a Secrets Manager. */
export const useCursorSecret = (): void => {
  process.env.CURSOR_KEY_ID = 'cursor-key';
  mockClient(SecretsManagerClient).on(GetSecretValueCommand).resolves({ SecretString: 'a key for tests' });
};
