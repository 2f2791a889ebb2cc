import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { ItemKey } from './read-items.ts';
import type { Table } from './table.ts';

/** How long an instance goes by a setting it has read: so long a change may take to be in force everywhere. */
export const STEADY_FOR_MS = 5_000;

/** Settings that are remembered; who has more shops than that reads some of them more often. */
const MOST = 1_000;

type Item = Readonly<Record<string, unknown>>;

const remembered = new Map<string, { until: number; item: Promise<Item | undefined> }>();

const nameOf = (table: Table, { pk, sk }: ItemKey): string => `${table.name}\n${pk}\n${sk}`;

/**
 * Reads a setting that changes seldom and is asked for by everything: from the table at most once in a few seconds. What
 * it answers is shared, and not to be changed. By the clock on the wall: an instance may have been stopped in between.
 */
export const readSteady = (table: Table, { pk, sk }: ItemKey): Promise<Item | undefined> => {
  const name = nameOf(table, { pk, sk });
  const now = Date.now();
  const known = remembered.get(name);
  // A clock that was put back must not make anything last.
  if (known && now < known.until && known.until - now <= STEADY_FOR_MS) return known.item;
  if (remembered.size >= MOST) remembered.clear();
  const item = table.client
    .send(new GetCommand({ TableName: table.name, Key: { pk, sk } }))
    .then(({ Item }) => Item as Item | undefined);
  remembered.set(name, { until: now + STEADY_FOR_MS, item });
  item.catch(() => remembered.delete(name));
  return item;
};

/** Forgets a setting that this very instance has changed. */
export const forgetSteady = (table: Table, key: ItemKey): void => void remembered.delete(nameOf(table, key));
