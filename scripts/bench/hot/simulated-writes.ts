import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { isMet } from './condition.ts';
import type { Item, References } from './expression-tokens.ts';
import { itemBytes, writeUnits } from './item-bytes.ts';
import { entriesOf, type Items, type Key, nameOf } from './memory-items.ts';
import { updated } from './update.ts';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** What a write asks for, whatever the request it comes in. */
export type Wish = {
  Item?: Item;
  Key?: Record<string, unknown>;
  UpdateExpression?: string;
  ConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, unknown>;
};

export type Kind = 'Put' | 'Update' | 'Delete' | 'ConditionCheck';

/** One write before it is done: on which item, and what would become of it. */
export type Planned = {
  key: Key;
  name: string;
  before: Item | undefined;
  after: Item | undefined;
  isMet: boolean;
  /** Units, outside of a transaction, by partition; those of indexes are taken once in any case. */
  units: number;
  indexed: readonly string[];
};

const used = new Set<string>();

/** DynamoDB refuses names and values that no expression uses. */
const checkUse = ({ UpdateExpression, ConditionExpression, ...wish }: Wish): void => {
  const text = `${UpdateExpression ?? ''} ${ConditionExpression ?? ''}`;
  const words = [
    ...Object.keys(wish.ExpressionAttributeNames ?? {}),
    ...Object.keys(wish.ExpressionAttributeValues ?? {}),
  ];
  const said = `${words} ${text}`;
  if (used.has(said)) return;
  for (const word of words)
    if (!new RegExp(`${word}(?![A-Za-z0-9_])`).test(text))
      throw new Error(`${word} is not used in "${text}".`);
  used.add(said);
};

/** The item that a write is about. */
export const keyOf = (kind: Kind, wish: Wish): Key => {
  const { pk, sk } = (kind === 'Put' ? wish.Item : wish.Key) as Key;
  return { pk, sk };
};

/** Works out what a write would do to the items as they are. */
export function plan(items: Items, kind: Kind, wish: Wish): Planned {
  checkUse(wish);
  const key = keyOf(kind, wish);
  const before = items.get(key);
  const references: References = {
    names: wish.ExpressionAttributeNames,
    values: wish.ExpressionAttributeValues,
  };
  const met = wish.ConditionExpression === undefined || isMet(wish.ConditionExpression, before, references);
  const after = met ? resultOf(kind, wish, key, before, references) : before;
  const bytes = Math.max(...[before, after].map((item) => (item ? itemBytes(item) : 0)));
  return {
    key,
    name: nameOf(key),
    before,
    after,
    isMet: met,
    units: writeUnits(bytes),
    indexed: changedEntries(before, after),
  };
}

const resultOf = (
  kind: Kind,
  wish: Wish,
  key: Key,
  before: Item | undefined,
  references: References,
): Item | undefined => {
  switch (kind) {
    case 'Put':
      return wish.Item;
    case 'Update':
      return updated(wish.UpdateExpression ?? '', before ?? key, references);
    case 'Delete':
      return undefined;
    case 'ConditionCheck':
      return before;
  }
};

/** The index partitions in which an entry comes or goes: a unit each. */
const changedEntries = (before: Item | undefined, after: Item | undefined): string[] => {
  if (before === after) return [];
  const [old, now] = [before, after].map((item) =>
    entriesOf(item).map(({ index, partition, sort }) => ({
      place: `${index} ${partition}`,
      said: `${index}\n${partition}\n${sort}`,
    })),
  ) as [{ place: string; said: string }[], { place: string; said: string }[]];
  const missing = (one: typeof old, other: typeof old) =>
    one.filter(({ said }) => !other.some((each) => each.said === said));
  return [...missing(old, now), ...missing(now, old)].map(({ place }) => place);
};

/** The kind of a transaction's item and what it asks for. */
export const wishOf = (item: TransactItem): { kind: Kind; wish: Wish } => {
  for (const kind of ['Put', 'Update', 'Delete', 'ConditionCheck'] as const)
    if (item[kind]) return { kind, wish: item[kind] as Wish };
  throw new Error('An item of the transaction says nothing to do.');
};
