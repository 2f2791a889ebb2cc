import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { orderIdOfPart } from '../../kernel/ids.ts';
import { INDEX_SHARDS, orderPk, productionPk, productionSk } from '../../orders/order-keys.ts';
import type { ProductionStatus } from '../../orders/order-states.ts';
import type { Production } from '../../orders/production.ts';
import { type ItemKey, readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';

type Item = Record<string, unknown>;
type Entry = ItemKey & { stageSk: string };

/** Looked at for each that is wanted, where a location narrows the list down. */
const LOOKED_AT = 4;

const asProduction = ({ pk: _, sk: __, stagePk: ___, stageSk: ____, ...production }: Item): Production =>
  production as Production;

/** A production by its id alone: one read of one item. */
export const findProduction = async (table: Table, id: string): Promise<Production | undefined> => {
  const orderId = orderIdOfPart('prd', id);
  if (orderId === undefined) return undefined;
  const ordinal = Number(id.slice(id.lastIndexOf('_') + 1));
  const { Item } = await table.client.send(
    new GetCommand({
      TableName: table.name,
      Key: { pk: orderPk(orderId), sk: productionSk(ordinal) },
      ConsistentRead: true,
    }),
  );
  return Item && asProduction(Item);
};

/** What a list of productions is narrowed down by. */
export type ProductionFilter = { status: ProductionStatus; locationId?: string | undefined };

/**
 * The productions of a state, what is expected first at the top, in two round trips. `position` says where to go on; a
 * page may be short and still go on, because the work of one call is bounded.
 */
export const listProductions = async (
  table: Table,
  { status, locationId }: ProductionFilter,
  { limit, after }: { limit: number; after?: string },
): Promise<{ productions: Production[]; position?: string }> => {
  const wanted = locationId === undefined ? limit : limit * LOOKED_AT;
  const shards = Array.from({ length: INDEX_SHARDS }, (_, shard) => productionPk(status, shard));
  const found = await Promise.all(shards.map((shard) => readShard(table, shard, after, wanted + 1)));
  const sorted = found.flat().sort((one, other) => (one.stageSk < other.stageSk ? -1 : 1));
  const entries = sorted.slice(0, wanted);
  const more = sorted.length > entries.length;
  const items = await readItems(table, entries);
  const byKey = new Map(items.map((item) => [`${item.pk} ${item.sk}`, asProduction(item)]));
  const productions: Production[] = [];
  for (const [at, { pk, sk, stageSk }] of entries.entries()) {
    const production = byKey.get(`${pk} ${sk}`);
    // The index may lag behind the item.
    if (production?.status !== status) continue;
    if (locationId !== undefined && production.locationId !== locationId) continue;
    productions.push(production);
    if (productions.length === limit && (more || at < entries.length - 1))
      return { productions, position: stageSk };
  }
  const last = entries.at(-1);
  return more && last ? { productions, position: last.stageSk } : { productions };
};

const readShard = async (
  table: Table,
  partition: string,
  after: string | undefined,
  limit: number,
): Promise<Entry[]> => {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: 'byStage',
      KeyConditionExpression: 'stagePk = :partition AND stageSk > :after',
      // An empty key value is not allowed; a blank sorts before every key there is.
      ExpressionAttributeValues: { ':partition': partition, ':after': after ?? ' ' },
      Limit: limit,
    }),
  );
  return Items.map(({ pk, sk, stageSk }) => ({ pk, sk, stageSk }) as Entry);
};
