import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { environment } from './environment.ts';

/**
 * The one table and the client that reaches it; what every store takes first. `wait` is how time passes before something
 * is tried again: a simulation has its own.
 */
export type Table = { client: DynamoDBDocumentClient; name: string; wait?: (ms: number) => Promise<unknown> };

const tables = new Map<string, Table>();

/** The table that the environment names, opened at first use so that importing a handler reads nothing. */
export const openTable = (): Table => {
  const name = environment('TABLE_NAME');
  const known = tables.get(name);
  if (known) return known;
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const table = { client, name };
  tables.set(name, table);
  return table;
};
