import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { ItemKey } from './read-items.ts';
import type { Table } from './table.ts';

/**
 * Reads an item that is written once and is there by now, as who was told of it knows. Half a unit; only where the copy
 * that answers has not heard of it yet, it is read again as last committed.
 */
export const readLasting = async (
  table: Table,
  { pk, sk }: ItemKey,
): Promise<Record<string, unknown> | undefined> => {
  const read = async (ConsistentRead: boolean) =>
    (await table.client.send(new GetCommand({ TableName: table.name, Key: { pk, sk }, ConsistentRead })))
      .Item;
  return (await read(false)) ?? (await read(true));
};
