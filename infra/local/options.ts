import { resolve } from 'node:path';
import { INSTANCES } from './lambda/function-pool.ts';
import { StartError } from './start-error.ts';

/** What the environment says about a local cloud. */
export type EnvironmentOptions = {
  port: number;
  /** Absolute. */
  dataDir: string;
  host: string;
  region: string;
  concurrency: number;
  dynamodbEndpoint?: string;
};

/**
 * Reads `PORT` (3000), `OMS_DATA_DIR` (`.oms`), `OMS_HOST` (127.0.0.1), `OMS_REGION` (eu-central-1),
 * `OMS_LOCAL_CONCURRENCY` (instances per function) and `OMS_DYNAMODB_ENDPOINT`.
 * @throws StartError for a value that cannot be meant
 */
export function readOptions(env: NodeJS.ProcessEnv): EnvironmentOptions {
  const endpoint = env.OMS_DYNAMODB_ENDPOINT;
  if (endpoint !== undefined && endpoint !== '' && !URL.canParse(endpoint)) {
    throw new StartError(
      `OMS_DYNAMODB_ENDPOINT is "${endpoint}"; it must be an address such as http://localhost:8000.`,
    );
  }
  return {
    port: wholeNumber(env, 'PORT', 3000, 0, 65_535),
    dataDir: resolve(env.OMS_DATA_DIR || '.oms'),
    host: env.OMS_HOST || '127.0.0.1',
    region: env.OMS_REGION || 'eu-central-1',
    concurrency: wholeNumber(env, 'OMS_LOCAL_CONCURRENCY', INSTANCES, 1, 1_000),
    ...(endpoint && { dynamodbEndpoint: endpoint }),
  };
}

function wholeNumber(
  env: NodeJS.ProcessEnv,
  name: string,
  fallback: number,
  least: number,
  most: number,
): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new StartError(`${name} is "${text}"; it must be a whole number from ${least} to ${most}.`);
}
