import { compare } from './condition.ts';
import type { Item } from './expression-tokens.ts';

export type Key = { pk: string; sk: string };

/** The indexes of the table: name, partition key, sort key. All project keys only. */
export const INDEXES = {
  byStage: ['stagePk', 'stageSk'],
  byCustomer: ['customerId', 'id'],
  byChannel: ['channelPk', 'id'],
  byKind: ['kindPk', 'id'],
  byDue: ['duePk', 'dueSk'],
} as const satisfies Record<string, readonly [string, string]>;

export type IndexName = keyof typeof INDEXES;

/** What an index has of an item. */
export type Entry = { index: IndexName; partition: string; sort: string; item: Item };

const INDEX_NAMES = Object.keys(INDEXES) as IndexName[];

/** The entries that an item has in the indexes; none where it lacks a key. */
export const entriesOf = (item: Item | undefined): Entry[] =>
  item === undefined
    ? []
    : INDEX_NAMES.flatMap((index): Entry[] => {
        const [partitionKey, sortKey] = INDEXES[index];
        const [partition, sort] = [item[partitionKey], item[sortKey]];
        if (typeof partition !== 'string' || typeof sort !== 'string') return [];
        const keys = { pk: item.pk, sk: item.sk, [partitionKey]: partition, [sortKey]: sort };
        return [{ index, partition, sort, item: keys }];
      });

type Placed = { sort: string; item: Item };

/** Where something sorts to in a partition. */
const placeOf = (list: readonly Placed[], sort: string, own: string): number => {
  let [from, to] = [0, list.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const { sort: other, item } = list[middle] as Placed;
    const order = compare(other, sort) || compare(nameOf(item as Key), own) || 0;
    if (order < 0) from = middle + 1;
    else to = middle;
  }
  return from;
};

export const nameOf = ({ pk, sk }: Key): string => `${pk}\n${sk}`;

/** The items of a table and what its indexes have of them, in the order that queries give them. */
export function createItems() {
  const items = new Map<string, Item>();
  const partitions = new Map<string, Placed[]>();

  const listOf = (partition: string): Placed[] => {
    const list = partitions.get(partition) ?? [];
    partitions.set(partition, list);
    return list;
  };
  const place = (partition: string, sort: string, item: Item, isThere: boolean): void => {
    const list = listOf(partition);
    const own = nameOf(item as Key);
    const at = placeOf(list, sort, own);
    const found = list[at];
    const isSame = found !== undefined && found.sort === sort && nameOf(found.item as Key) === own;
    if (isThere) list.splice(at, isSame ? 1 : 0, { sort, item });
    else if (isSame) list.splice(at, 1);
  };

  return {
    get: (key: Key): Item | undefined => items.get(nameOf(key)),
    /** Puts an item, or takes it away where there is none. */
    set(key: Key, next: Item | undefined): void {
      const before = items.get(nameOf(key));
      for (const { index, partition, sort, item } of entriesOf(before))
        place(`${index} ${partition}`, sort, item, false);
      if (next) items.set(nameOf(key), next);
      else items.delete(nameOf(key));
      if (next || before) place(key.pk, key.sk, next ?? (before as Item), next !== undefined);
      for (const { index, partition, sort, item } of entriesOf(next))
        place(`${index} ${partition}`, sort, item, true);
    },
    /** The items of a partition of the table or of an index, in their order or backwards. */
    *inOrder(index: string | undefined, partition: string, backwards: boolean): Generator<Item> {
      const list = partitions.get(index === undefined ? partition : `${index} ${partition}`) ?? [];
      for (let at = 0; at < list.length; at++)
        yield (list[backwards ? list.length - 1 - at : at] as Placed).item;
    },
    all: (): IterableIterator<Item> => items.values(),
  };
}

export type Items = ReturnType<typeof createItems>;
