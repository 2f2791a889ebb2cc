import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type DynamodbProcess, startDynamodbProcess } from '../../infra/local/services/dynamodb-process.ts';

/** Where test files ask for DynamoDB Local; set by Jest's global setup, inherited by its workers. */
export const DOOR = 'OMS_TEST_DYNAMODB_DOOR';

/** A way in to DynamoDB Local that starts it for the first who asks: one Java process for a whole run, or none. */
export type Door = { url: string; close(): Promise<void> };

export const openDoor = async (): Promise<Door> => {
  let started: Promise<DynamodbProcess> | undefined;
  const server = createServer(async (_, response) => {
    try {
      started ??= startDynamodbProcess({ dataDir: 'memory', onDeath: (said) => console.error(said) });
      response.end((await started).endpoint);
    } catch (error) {
      response.writeHead(500).end(error instanceof Error ? error.message : String(error));
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  // A run that never asks must be able to end without closing the door.
  server.unref();
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await (await started?.catch(() => undefined))?.stop();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
};
