import { setTimeout as sleep } from 'node:timers/promises';
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './table.ts';
import { TooBusyError } from './transact.ts';

export type ItemKey = { pk: string; sk: string };

/** DynamoDB's limit for one batch. */
const BATCH = 100;
const ATTEMPTS = 8;
const FIRST_DELAY_MS = 20;

const nameOf = ({ pk, sk }: Record<string, unknown>): string => `${pk}\n${sk}`;

/**
 * Reads items by their keys, in the order of the keys; those that are gone are left out. What DynamoDB gives back
 * unread is asked for again, a bounded number of times. `ConsistentRead` sees what was committed last, for twice the price.
 * The caller's store, which wrote the items, says what they are (`Item`).
 *
 * @throws TooBusyError when the table does not answer for all of them.
 */
export const readItems = async <Item extends object = Record<string, unknown>>(
  table: Table,
  keys: readonly ItemKey[],
  { ConsistentRead = false } = {},
): Promise<Item[]> => {
  const batches = Array.from({ length: Math.ceil(keys.length / BATCH) }, (_, at) =>
    readBatch(table, keys.slice(at * BATCH, (at + 1) * BATCH), ConsistentRead),
  );
  const items: Record<string, unknown>[] = (await Promise.all(batches)).flat();
  const found = new Map(items.map((item) => [nameOf(item), item]));
  return keys.flatMap((key) => {
    const item = found.get(nameOf(key));
    return item ? [item as Item] : [];
  });
};

const readBatch = async (
  table: Table,
  keys: readonly ItemKey[],
  ConsistentRead: boolean,
): Promise<Record<string, unknown>[]> => {
  const items: Record<string, unknown>[] = [];
  let Keys: Record<string, unknown>[] = keys.map(({ pk, sk }) => ({ pk, sk }));
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { Responses, UnprocessedKeys } = await table.client.send(
      new BatchGetCommand({ RequestItems: { [table.name]: { Keys, ConsistentRead } } }),
    );
    items.push(...(Responses?.[table.name] ?? []));
    Keys = UnprocessedKeys?.[table.name]?.Keys ?? [];
    if (Keys.length === 0) return items;
    await (table.wait ?? sleep)(FIRST_DELAY_MS * 2 ** attempt);
  }
  throw new TooBusyError('The table does not answer for all keys of a batch.');
};
