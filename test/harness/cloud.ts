import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../shared/runtime/table.ts';
import { type Client, createClient } from './client.ts';
import { CLOUD_DOOR } from './cloud-door.ts';
import { type CloudAddress, type CloudProcess, type Functions, spawnCloud } from './spawn-cloud.ts';

/** Bundling, synthesising and starting together, on a busy machine. */
const START_MS = 230_000;

/** How long `beforeAll` may take that opens a cloud. */
export const OPEN_MS = 240_000;

/** A local cloud to test: its HTTP API as a stranger sees it, and its table to look into. */
export type TestCloud = Client & { address: CloudAddress; table: Table; close(): void };

/** A local cloud of this test file's own, to be killed and started again. */
export type OwnCloud = TestCloud & { process: CloudProcess };

/** The folder of the run's one synthesised template. */
export const synthesised = (): Promise<string> => ask('/assembly');

/** The run's one local cloud, in memory; other test files have left their orders in it. */
export const openCloud = async (): Promise<TestCloud> =>
  openAddress(JSON.parse(await ask('/cloud')) as CloudAddress);

/** Starts a local cloud on a data folder (or `memory`); who starts it stops it. */
export const startOwnCloud = async (
  dataDir: string | 'memory',
  functions: Functions = 'instances',
): Promise<OwnCloud> => {
  const process = await spawnCloud(await synthesised(), dataDir, functions);
  return { ...openAddress(process), process };
};

const openAddress = (address: CloudAddress): TestCloud => {
  const dynamodb = new DynamoDBClient({
    endpoint: address.dynamodb,
    region: address.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const client = createClient(address.url);
  return {
    ...client,
    address,
    table: { client: DynamoDBDocumentClient.from(dynamodb), name: address.tableName },
    close: () => {
      dynamodb.destroy();
      client.hangUp();
    },
  };
};

const ask = async (path: string): Promise<string> => {
  const door = process.env[CLOUD_DOOR];
  if (!door)
    throw new Error(`${CLOUD_DOOR} is not set: run the tests with the project's Jest configuration.`);
  const answer = await fetch(`${door}${path}`, { signal: AbortSignal.timeout(START_MS) });
  const said = await answer.text();
  if (!answer.ok) throw new Error(said);
  return said;
};
