import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { openCursor, sealCursor } from '../kernel/cursor.ts';
import { isProblem, type Problem } from '../kernel/problem.ts';
import type { Table } from './table.ts';

/** Which page is asked for; `key` seals cursors, and `query` names the list so that a cursor fits no other. */
export type PageRequest = { limit: number; cursor?: string; query: string; key: string };

export type ItemPage = { items: Record<string, unknown>[]; nextCursor?: string };

/** One page of a query, in its order. The cursor is where DynamoDB stopped, sealed; a foreign one is a 422. */
export const queryPage = async (
  table: Table,
  input: Omit<QueryCommandInput, 'TableName' | 'Limit' | 'ExclusiveStartKey'>,
  { limit, cursor, query, key }: PageRequest,
): Promise<ItemPage | Problem> => {
  const start = cursor === undefined ? undefined : openCursor(cursor, query, key);
  if (isProblem(start)) return start;
  const { Items = [], LastEvaluatedKey } = await table.client.send(
    new QueryCommand({
      ...input,
      TableName: table.name,
      Limit: limit,
      ...(start ? { ExclusiveStartKey: start as Record<string, unknown> } : {}),
    }),
  );
  return {
    items: Items,
    ...(LastEvaluatedKey ? { nextCursor: sealCursor(LastEvaluatedKey, query, key) } : {}),
  };
};
