import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { decodeTime } from 'ulid';
import { shardOf } from '../../kernel/ids.ts';
import { INDEX_SHARDS } from '../../orders/order-keys.ts';
import { type ItemKey, readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import { BOUGHT, boughtKey, customerDuePk, customerPk, standingKey, unpaidPk } from '../customer-keys.ts';
import type { Bought, Standing } from '../standing.ts';

/** A standing as it is kept: with its version, and when its customer's tier is to be looked at. */
export type StoredStanding = Standing & { customerId: string; version: number; lookAt?: string };

type Item<Kept> = ItemKey & { duePk?: string; dueSk?: string } & Kept;

/** The standing in its item. */
export const standingOf = ({ pk: _, sk: __, duePk: ___, dueSk: ____, ...standing }: Item<StoredStanding>) =>
  standing;

const boughtOf = ({ pk: _, sk: __, duePk: ___, dueSk: ____, ...bought }: Item<Bought>): Bought => bought;

/** The standings under these ids, as last committed; ids that nothing was bought under are left out. */
export const readStandings = async (table: Table, ids: readonly string[]): Promise<StoredStanding[]> =>
  (await readItems<Item<StoredStanding>>(table, ids.map(standingKey), { ConsistentRead: true })).map(
    standingOf,
  );

/** What an order adds to its customer as far as that was noted, and the customer's standing; `lately`: at half the price. */
export const readBought = async (
  table: Table,
  customerId: string,
  orderId: string,
  freshness: 'committed' | 'lately',
): Promise<{ bought?: Bought; standing?: StoredStanding }> => {
  const keys = [boughtKey(customerId, orderId), standingKey(customerId)];
  const items = await readItems<Item<Bought> | Item<StoredStanding>>(table, keys, {
    ConsistentRead: freshness === 'committed',
  });
  const bought = items.find((item): item is Item<Bought> => item.sk.startsWith(BOUGHT));
  const standing = items.find((item): item is Item<StoredStanding> => !item.sk.startsWith(BOUGHT));
  return {
    ...(bought ? { bought: boughtOf(bought) } : {}),
    ...(standing ? { standing: standingOf(standing) } : {}),
  };
};

/**
 * When the latest order that counts was placed, but for one; undefined when there is none. Reads no further back than it
 * must: an order's id is not older than the order.
 */
export const latestBut = async (
  table: Table,
  customerId: string,
  but: string,
): Promise<string | undefined> => {
  let latest: string | undefined;
  const pages = paginateQuery(
    { client: table.client, pageSize: 25 },
    {
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :bought)',
      ExpressionAttributeValues: { ':pk': customerPk(customerId), ':bought': BOUGHT },
      ScanIndexForward: false,
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages)
    for (const { orderId, counts, placedAt } of Items.map((item) => boughtOf(item as Item<Bought>))) {
      if (latest !== undefined && decodeTime(orderId.slice('ord_'.length)) <= Date.parse(latest))
        return latest;
      if (orderId !== but && counts && placedAt > (latest ?? '')) latest = placedAt;
    }
  return latest;
};

const guard = (version: number | undefined) =>
  version === undefined
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : { ConditionExpression: 'version = :read', ExpressionAttributeValues: { ':read': version } };

/** Notes what an order adds. One that is owed for stands in the index of unpaid orders, the oldest first. */
export const boughtWrite = (customerId: string, before: Bought | undefined, after: Bought): Write => ({
  label: 'bought',
  put: {
    Item: {
      ...boughtKey(customerId, after.orderId),
      ...(after.due > 0 ? { duePk: unpaidPk(customerId), dueSk: `${after.placedAt}#${after.orderId}` } : {}),
      ...after,
    },
    ...guard(before?.version),
  },
});

/** A standing over the version that was read. */
export const standingWrite = (
  customerId: string,
  before: StoredStanding | undefined,
  { lookAt, ...after }: Standing & { lookAt?: string },
): Write => ({
  label: 'standing',
  put: {
    Item: {
      ...standingKey(customerId),
      customerId,
      ...after,
      version: (before?.version ?? 0) + 1,
      ...(lookAt === undefined ? {} : lookAtKeys(customerId, lookAt)),
    },
    ...guard(before?.version),
  },
});

/** Puts a customer into the index of those whose tier is to be looked at. */
export const lookAtKeys = (customerId: string, lookAt: string) => ({
  lookAt,
  duePk: customerDuePk('tier', shardOf(customerId, INDEX_SHARDS)),
  dueSk: `${lookAt}#${customerId}`,
});

/** Has the tier of these looked at by the next sweep; of those who never bought anything there is nothing to look at. */
export const lookSoon = async (table: Table, ids: readonly string[], at: string): Promise<void> => {
  await Promise.all(ids.map((id) => lookSoonAt(table, id, at)));
};

const lookSoonAt = async (table: Table, id: string, at: string): Promise<void> => {
  const { lookAt, duePk, dueSk } = lookAtKeys(id, at);
  try {
    await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: standingKey(id),
        UpdateExpression: 'SET lookAt = :lookAt, duePk = :duePk, dueSk = :dueSk',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':lookAt': lookAt, ':duePk': duePk, ':dueSk': dueSk },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};
