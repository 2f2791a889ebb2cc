import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { environment } from './environment.ts';

/** How long a secret is trusted before it is read again, so that a rotated one takes effect without a deployment. */
const TRUSTED_MS = 60_000;

type SecretVariable = 'WEBHOOK_SECRETS_ID' | 'CURSOR_KEY_ID' | 'CARRIER_ACCOUNTS_ID';

let client: SecretsManagerClient | undefined;
const cache = new Map<string, { value: Promise<string>; until: number }>();

/** The secret whose name stands in this environment variable; read at most once a minute. */
export const readSecret = (variable: SecretVariable, now: Date): Promise<string> => {
  const name = environment(variable);
  const cached = cache.get(name);
  if (cached && cached.until > now.getTime()) return cached.value;
  const value = fetchSecret(name).catch((error) => {
    cache.delete(name);
    throw error;
  });
  cache.set(name, { value, until: now.getTime() + TRUSTED_MS });
  return value;
};

const fetchSecret = async (SecretId: string): Promise<string> => {
  client ??= new SecretsManagerClient({});
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }));
  if (!SecretString) throw new Error(`The secret ${SecretId} is empty.`);
  return SecretString;
};
