import type { Item } from '../../../scripts/verify/report.ts';
import { PREFIXES, queryPartition } from '../../../scripts/verify/scan-table.ts';
import { readItems } from '../../../shared/runtime/read-items.ts';
import type { World } from './world.ts';

/** Partitions of a sequence's own. Others hold single keys, or stand among those of other sequences: what was put is read. */
const LARGE = ['ORDER#', 'SKU#', 'CUSTOMER#'];
const begins = (pk: string, prefixes: readonly string[]): boolean =>
  prefixes.some((prefix) => pk.startsWith(prefix));

/** What a sequence has written to and can be proved, as it stands in the table; a partition's items follow one another. */
export const readBack = async ({ table, touched, items }: World): Promise<Item[]> => {
  const found: Item[] = [];
  for (const pk of touched)
    if (begins(pk, LARGE)) for await (const item of queryPartition(table, pk)) found.push(item);
  const keys = [...items.values()].filter(({ pk }) => begins(pk, PREFIXES) && !begins(pk, LARGE));
  const single = await readItems(table, keys, { ConsistentRead: true });
  return [...found, ...(single as Item[]).toSorted((one, other) => (one.pk < other.pk ? -1 : 1))];
};

/** Remembers what the table has, where two commands at once were heard of in another order than they were committed. */
export const remember = (world: World, items: readonly Item[]): void => {
  for (const [name, { pk }] of world.items) if (begins(pk, PREFIXES)) world.items.delete(name);
  for (const item of items) world.items.set(`${item.pk}\n${item.sk}`, item);
};
