import { DOOR, type Door, openDoor } from './dynamodb-door.ts';

/** Where the setup leaves the door for the teardown, which Jest loads on its own. */
export type Run = typeof globalThis & { dynamodbDoor?: Door };

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Opens the door to DynamoDB Local for all test files of a run; nothing is started until one of them asks. */
export const openRun = async (): Promise<void> => {
  if (process.env.OMS_DYNAMODB_ENDPOINT) return;
  const door = await openDoor();
  (globalThis as Run).dynamodbDoor = door;
  process.env[DOOR] = door.url;
  // An interrupted run takes its Java with it, then ends as the signal says.
  for (const signal of SIGNALS)
    process.once(signal, () => void door.close().finally(() => process.kill(process.pid, signal)));
};

// biome-ignore lint/style/noDefaultExport: Jest calls the default export.
export default openRun;
