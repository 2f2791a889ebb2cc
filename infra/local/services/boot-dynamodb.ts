import type { BootDynamodb } from '../parts.ts';
import { startDynamodbProcess } from './dynamodb-process.ts';

/** DynamoDB as the local cloud uses it: its own process, or an endpoint somebody else runs. */
export const bootDynamodb: BootDynamodb = async ({ dataDir, endpoint, onFatal, report }) => {
  if (endpoint) {
    await checkAnswers(endpoint);
    report('info', `DynamoDB: ${endpoint} (as set)`);
    return { endpoint, stop: async () => undefined };
  }
  return startDynamodbProcess({ dataDir, onDeath: onFatal });
};

async function checkAnswers(endpoint: string): Promise<void> {
  try {
    await (await fetch(endpoint, { signal: AbortSignal.timeout(5000) })).arrayBuffer();
  } catch {
    throw new Error(`Nothing answers at OMS_DYNAMODB_ENDPOINT=${endpoint}.`);
  }
}
