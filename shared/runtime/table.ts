import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { environment } from './environment.ts';

/** The one table and the client that reaches it; what every store takes first. */
export type Table = { client: DynamoDBDocumentClient; name: string };

let table: Table | undefined;

/** The table of this environment, opened at first use so that importing a handler reads nothing. */
export const openTable = (): Table => {
  table ??= {
    client: DynamoDBDocumentClient.from(new DynamoDBClient({}), {
      marshallOptions: { removeUndefinedValues: true },
    }),
    name: environment('TABLE_NAME'),
  };
  return table;
};
