import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalTable } from '../model.ts';
import type { Report } from '../parts.ts';
import { AwsCallError, awsCall } from './aws-call.ts';

const ACTIVE_MS = 30_000;

type Index = { IndexName: string; IndexStatus?: string; KeySchema: unknown; Projection: unknown };
type Table = {
  TableStatus: string;
  KeySchema: unknown;
  GlobalSecondaryIndexes?: Index[];
  StreamSpecification?: { StreamEnabled: boolean };
};

/**
 * Makes the table as the template has it. One that is there keeps its data: missing indexes and a missing stream are
 * added to it.
 *
 * @throws when the existing table's keys are others: only a fresh data folder helps then.
 */
export async function ensureTable(endpoint: string, table: LocalTable, report: Report): Promise<void> {
  const existing = await describe(endpoint, table.name);
  if (!existing) {
    await call(endpoint, 'CreateTable', {
      TableName: table.name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: table.keySchema,
      AttributeDefinitions: table.attributeDefinitions,
      ...(table.globalSecondaryIndexes.length > 0 ? { GlobalSecondaryIndexes: indexesOf(table) } : {}),
      ...(table.streamViewType ? { StreamSpecification: streamOf(table) } : {}),
    });
    await untilActive(endpoint, table.name);
  } else {
    await adjust(endpoint, table, existing, report);
  }
  await ensureTimeToLive(endpoint, table);
}

async function adjust(endpoint: string, table: LocalTable, existing: Table, report: Report): Promise<void> {
  if (!sameKeys(existing.KeySchema, table.keySchema)) {
    throw new Error(
      `The stored table ${table.name} has other keys than the template: start with a fresh data folder.`,
    );
  }
  for (const index of indexesOf(table)) {
    const present = existing.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === index.IndexName);
    if (present) {
      if (!sameKeys(present.KeySchema, index.KeySchema)) {
        throw new Error(
          `The stored index ${index.IndexName} has other keys than the template: start with a fresh data folder.`,
        );
      }
      continue;
    }
    await call(endpoint, 'UpdateTable', {
      TableName: table.name,
      AttributeDefinitions: table.attributeDefinitions,
      GlobalSecondaryIndexUpdates: [{ Create: index }],
    });
    await untilActive(endpoint, table.name);
    report('info', `Index ${index.IndexName} added to the stored table ${table.name}`);
  }
  if (table.streamViewType && !existing.StreamSpecification?.StreamEnabled) {
    await call(endpoint, 'UpdateTable', { TableName: table.name, StreamSpecification: streamOf(table) });
    await untilActive(endpoint, table.name);
  }
}

async function ensureTimeToLive(endpoint: string, table: LocalTable): Promise<void> {
  if (!table.ttlAttribute) return;
  const { TimeToLiveDescription: ttl } = await call<{
    TimeToLiveDescription?: { TimeToLiveStatus?: string };
  }>(endpoint, 'DescribeTimeToLive', { TableName: table.name });
  if (ttl?.TimeToLiveStatus === 'ENABLED') return;
  await call(endpoint, 'UpdateTimeToLive', {
    TableName: table.name,
    TimeToLiveSpecification: { AttributeName: table.ttlAttribute, Enabled: true },
  });
}

async function untilActive(endpoint: string, name: string): Promise<void> {
  for (const deadline = Date.now() + ACTIVE_MS; Date.now() < deadline; await sleep(20)) {
    const table = await describe(endpoint, name);
    const indexes = table?.GlobalSecondaryIndexes ?? [];
    if (table?.TableStatus === 'ACTIVE' && indexes.every(({ IndexStatus }) => IndexStatus === 'ACTIVE'))
      return;
  }
  throw new Error(`The table ${name} did not become active within ${ACTIVE_MS / 1000} s.`);
}

async function describe(endpoint: string, name: string): Promise<Table | undefined> {
  try {
    return (await call<{ Table: Table }>(endpoint, 'DescribeTable', { TableName: name })).Table;
  } catch (error) {
    if (error instanceof AwsCallError && error.code === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

/** Capacity settings of an index have no meaning on demand; only what defines it is kept. */
function indexesOf(table: LocalTable): Index[] {
  return (table.globalSecondaryIndexes as Index[]).map(({ IndexName, KeySchema, Projection }) => ({
    IndexName,
    KeySchema,
    Projection,
  }));
}

const streamOf = (table: LocalTable) => ({ StreamEnabled: true, StreamViewType: table.streamViewType });

function sameKeys(left: unknown, right: unknown): boolean {
  const flat = (keys: unknown) =>
    (keys as { AttributeName: string; KeyType: string }[])
      .map((key) => `${key.KeyType}:${key.AttributeName}`)
      .sort()
      .join();
  return flat(left) === flat(right);
}

const call = <T = unknown>(endpoint: string, operation: string, input: unknown) =>
  awsCall<T>(endpoint, `DynamoDB_20120810.${operation}`, input);
