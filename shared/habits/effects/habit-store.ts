import { setTimeout as sleep } from 'node:timers/promises';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Random } from '../../kernel/ids.ts';
import type { Deps } from '../../runtime/deps.ts';
import { inTurns } from '../../runtime/in-turns.ts';
import type { ItemKey } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import { type FailedCondition, TooBusyError, transact, type Write } from '../../runtime/transact.ts';
import { purchasesKey } from '../habit-keys.ts';
import { type CustomerHabits, NO_PURCHASES, NO_SALES, type SkuHabits } from '../habits.ts';
import { observed, type Sample } from '../sample.ts';

/** Tries for one sample while others write it too; the message comes again after that. */
const ATTEMPTS = 12;
const LONGEST_DELAY_MS = 200;

type Item = Record<string, unknown>;

/** A SKU's habits out of the items of its partition. */
export const salesOf = (item: Item | undefined): SkuHabits =>
  item ? { sales: item.sample as SkuHabits['sales'] } : NO_SALES;

/** How much this customer bought lately. Not the last word: a sample of the latest orders, a moment old. */
export const readPurchases = async (table: Table, customerId: string): Promise<CustomerHabits> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: purchasesKey(customerId) }),
  );
  return Item ? { purchases: Item.sample as CustomerHabits['purchases'] } : NO_PURCHASES;
};

/** What is to be added to one sample. `known` is the item as it was read, where it was: it is read with the first of a turn else. */
export type Addition = { key: ItemKey; known?: Item; observation: string; value: readonly unknown[] };

type Asked = Addition & { deps: Pick<Deps, 'table'> & { random: Random } };

/**
 * Adds an observation to its sample, unless it is known or not to be kept, which costs nothing. Those that this instance is
 * asked for at the same time are written together; of several instances that write the same sample at once, the others
 * look at what the first wrote and try again.
 */
export const addObservation = (deps: Asked['deps'], addition: Addition): Promise<void> =>
  addTogether(`${deps.table.name} ${addition.key.pk} ${addition.key.sk}`, { ...addition, deps });

const addTogether = inTurns<Asked, Item | undefined>(async (asked, earlier) => {
  const [{ key, deps, known }] = asked;
  const { table, random } = deps;
  let item = earlier ?? known ?? (await read(table, key));
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = (item?.sample ?? {}) as Sample<readonly unknown[]>;
    const sample = asked.reduce((all, { observation, value }) => observed(all, observation, value), before);
    if (sample === before) return item;
    const next = sampleItem(key, sample, item);
    const outcome = await transact(table, [sampleWrite(next, item)], random);
    if (outcome.committed) return next;
    item = standing(outcome.failed);
    // Each try that fails costs a write: goods that everybody buys are better waited for.
    await sleep(random() * Math.min(LONGEST_DELAY_MS, 20 * 2 ** attempt));
  }
  throw new TooBusyError(`Too many write ${key.pk} ${key.sk}.`);
});

const read = async (table: Table, { pk, sk }: ItemKey): Promise<Item | undefined> =>
  (await table.client.send(new GetCommand({ TableName: table.name, Key: { pk, sk } }))).Item;

const standing = ([first]: readonly FailedCondition[]): Item | undefined => first?.item;

const sampleItem = (key: ItemKey, sample: Sample<readonly unknown[]>, before: Item | undefined): Item => ({
  ...key,
  sample,
  version: Number(before?.version ?? 0) + 1,
});

const sampleWrite = (Item: Item, before: Item | undefined): Write => ({
  label: 'sample',
  put: {
    Item,
    ...(before
      ? { ConditionExpression: 'version = :read', ExpressionAttributeValues: { ':read': before.version } }
      : { ConditionExpression: 'attribute_not_exists(pk)' }),
  },
});
