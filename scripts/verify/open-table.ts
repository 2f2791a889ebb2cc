import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DynamoDBClient, type DynamoDBClientConfig, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { claimDataFolder } from '../../infra/local/data-folder.ts';
import { runningEndpoint } from '../../infra/local/services/dynamodb-leftover.ts';
import { startDynamodbProcess } from '../../infra/local/services/dynamodb-process.ts';
import type { Table } from '../../shared/runtime/table.ts';

export type OpenedTable = { table: Table; close(): Promise<void> };
type Wanted = { endpoint?: string; name?: string; dataDir: string };

/** DynamoDB Local takes any; real credentials are used against a real endpoint only. */
const LOCAL: DynamoDBClientConfig = {
  region: 'eu-central-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};

/**
 * Opens the table to verify: at an endpoint, else the local cloud's. One that runs is asked where its DynamoDB is; for
 * one that does not, DynamoDB Local is started on its data, and they stay claimed until `close`.
 *
 * @throws an error for people when there are no data, or not exactly one table and no name
 */
export const openTable = async ({ endpoint, name, dataDir }: Wanted): Promise<OpenedTable> => {
  const found = endpoint ? { endpoint, close: async () => undefined } : await localDynamodb(dataDir);
  const client = new DynamoDBClient({ ...LOCAL, endpoint: found.endpoint });
  const close = async (): Promise<void> => {
    client.destroy();
    await found.close();
  };
  try {
    return {
      table: { client: DynamoDBDocumentClient.from(client), name: name ?? (await onlyTable(client)) },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
};

const localDynamodb = async (dataDir: string): Promise<{ endpoint: string; close(): Promise<void> }> => {
  const folder = resolve(dataDir);
  const running = runningEndpoint(join(folder, 'dynamodb'));
  if (running) return { endpoint: running, close: async () => undefined };
  if (!existsSync(join(folder, 'dynamodb')))
    throw new Error(
      `There are no data in ${folder}. Start the system first (npm start), or set OMS_DATA_DIR.`,
    );
  const claim = claimDataFolder(folder);
  try {
    const dynamodb = await startDynamodbProcess({
      dataDir: folder,
      onDeath: (message) => {
        throw new Error(message);
      },
    });
    const close = async (): Promise<void> => {
      await dynamodb.stop();
      claim.release();
    };
    return { endpoint: dynamodb.endpoint, close };
  } catch (error) {
    claim.release();
    throw error;
  }
};

const onlyTable = async (client: DynamoDBClient): Promise<string> => {
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const [first] = TableNames;
  if (first !== undefined && TableNames.length === 1) return first;
  throw new Error(
    first === undefined
      ? 'There is no table. Start the system first (npm start), or name its data with OMS_DATA_DIR.'
      : `There are several tables; name one with --table: ${TableNames.join(', ')}.`,
  );
};
