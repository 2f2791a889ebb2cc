import { CLOUD_DOOR, type CloudDoor, openCloudDoor } from './cloud-door.ts';
import { DOOR, type Door, openDoor } from './dynamodb-door.ts';

/** Where the setup leaves the doors for the teardown, which Jest loads on its own. */
export type Run = typeof globalThis & { dynamodbDoor?: Door | undefined; cloudDoor?: CloudDoor | undefined };

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Ends what test files have asked for. */
export const closeDoors = async ({ dynamodbDoor, cloudDoor }: Run): Promise<void> => {
  await Promise.all([dynamodbDoor?.close(), cloudDoor?.close()]);
};

/** Opens the doors to DynamoDB Local and to a local cloud for all test files of a run; nothing is started until asked for. */
export const openRun = async (): Promise<void> => {
  const run = globalThis as Run;
  run.cloudDoor = await openCloudDoor();
  process.env[CLOUD_DOOR] = run.cloudDoor.url;
  if (!process.env.OMS_DYNAMODB_ENDPOINT) {
    run.dynamodbDoor = await openDoor();
    process.env[DOOR] = run.dynamodbDoor.url;
  }
  // An interrupted run takes its processes with it, then ends as the signal says.
  for (const signal of SIGNALS)
    process.once(signal, () => void closeDoors(run).finally(() => process.kill(process.pid, signal)));
};

// biome-ignore lint/style/noDefaultExport: Jest calls the default export.
export default openRun;
