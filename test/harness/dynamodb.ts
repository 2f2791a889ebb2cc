import { randomUUID } from 'node:crypto';
import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  type GlobalSecondaryIndex,
  type KeySchemaElement,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../shared/runtime/table.ts';
import { DOOR } from './dynamodb-door.ts';

const START_MS = 40_000;

/** The indexes the data stack declares: name, partition key, sort key. */
const INDEXES = [
  ['byStage', 'stagePk', 'stageSk'],
  ['byCustomer', 'customerId', 'id'],
  ['byChannel', 'channelPk', 'id'],
  ['byKind', 'kindPk', 'id'],
  ['byDue', 'duePk', 'dueSk'],
] as const;

const keys = (pk: string, sk: string): KeySchemaElement[] => [
  { AttributeName: pk, KeyType: 'HASH' },
  { AttributeName: sk, KeyType: 'RANGE' },
];

const index = ([IndexName, pk, sk]: (typeof INDEXES)[number]): GlobalSecondaryIndex => ({
  IndexName,
  KeySchema: keys(pk, sk),
  Projection: { ProjectionType: 'KEYS_ONLY' },
});

const attributes = ['pk', 'sk', ...INDEXES.flatMap(([, pk, sk]) => [pk, sk])];

const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };
const region = 'eu-central-1';

/** A table that only one test file knows; `close` deletes it. */
export type TestTable = { table: Table; close(): Promise<void> };

/** Points the real clients of this test file's handlers at its table, through what Lambda's environment would say. */
export const useTestTable = async ({ table }: TestTable): Promise<void> => {
  Object.assign(process.env, {
    TABLE_NAME: table.name,
    AWS_REGION: region,
    AWS_ENDPOINT_URL_DYNAMODB: await endpointOf(),
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
  });
};

/**
 * Makes a new, empty table with the system's keys and indexes, on the run's one DynamoDB Local (started by the first
 * who asks) or on the one that `OMS_DYNAMODB_ENDPOINT` names. Give `beforeAll` the time Java needs:
 * `beforeAll(async () => { … }, 60_000)`.
 */
export const openTestTable = async (): Promise<TestTable> => {
  const client = new DynamoDBClient({
    endpoint: await endpointOf(),
    region,
    credentials: CREDENTIALS,
  });
  const TableName = `test-${randomUUID()}`;
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keys('pk', 'sk'),
      AttributeDefinitions: [...new Set(attributes)].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      GlobalSecondaryIndexes: INDEXES.map(index),
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 20, minDelay: 1 }, { TableName });
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const close = async (): Promise<void> => {
    await client.send(new DeleteTableCommand({ TableName }));
    client.destroy();
  };
  return { table: { client: documents, name: TableName }, close };
};

const endpointOf = async (): Promise<string> => {
  const own = process.env.OMS_DYNAMODB_ENDPOINT;
  if (own) return own;
  const door = process.env[DOOR];
  if (!door) throw new Error(`${DOOR} is not set: run the tests with the project's Jest configuration.`);
  const answer = await fetch(door, { signal: AbortSignal.timeout(START_MS) });
  const said = await answer.text();
  if (!answer.ok) throw new Error(said);
  return said;
};
