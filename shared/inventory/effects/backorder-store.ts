import { paginateQuery, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import type { QueueEntry, QueueTerm, SkuQueue } from '../backorder.ts';
import { BACKORDERED_SKUS, PRODUCT, skuPk, WAITING, waitingSk } from '../backorder-keys.ts';

/** The label of a write of a product's queue; a failure of it means that the limit, or what waits, has changed. */
export const QUEUE_LABEL = 'backorders';

/** What a product's item says of its queue. */
export const queueOf = (product: Record<string, unknown> | undefined): SkuQueue => ({
  backordered: typeof product?.backordered === 'number' ? product.backordered : 0,
  turn: typeof product?.queueTurn === 'number' ? product.queueTurn : 0,
});

/** What of its queue stays on a product's item that is written anew. */
export const queueAttributes = (sku: string, { backordered, turn }: SkuQueue): Record<string, unknown> => ({
  ...(backordered > 0 ? { backordered, stagePk: BACKORDERED_SKUS, stageSk: sku } : {}),
  ...(turn > 0 ? { queueTurn: turn } : {}),
});

/** The condition that the queue is as it was read; an attribute that is missing counts as 0. */
export const queueUnchanged = ({
  backordered,
  turn,
}: SkuQueue): { condition: string; values: Record<string, number> } => {
  const same = (name: string, value: string, read: number): string =>
    read === 0 ? `(attribute_not_exists(${name}) OR ${name} = ${value})` : `${name} = ${value}`;
  return {
    condition: `${same('backordered', ':queued', backordered)} AND ${same('queueTurn', ':turn', turn)}`,
    values: { ':queued': backordered, ':turn': turn },
  };
};

/** Puts an order's units into the queue, or changes how many of them wait; goes with the order's own part, which guards it. */
export const enqueueWrite = (entry: QueueEntry): Write => ({
  label: 'queue entry',
  put: { Item: { pk: skuPk(entry.sku), sk: waitingSk(entry), ...entry } },
});

/** Takes an order's units out of the queue; goes with the order's own part, which guards it. */
export const dequeueWrite = (entry: Pick<QueueEntry, 'sku' | 'since' | 'orderId'>): Write => ({
  label: 'queue entry',
  remove: { Key: { pk: skuPk(entry.sku), sk: waitingSk(entry) } },
});

/**
 * The writes that hold the products' counts to what waits: never above the limit that was agreed to, and of those who
 * take what the queue leaves over, one at a time.
 *
 * @param changes units by which each SKU's queue grows or shrinks.
 */
export const countWrites = (changes: ReadonlyMap<string, number>, terms: readonly QueueTerm[]): Write[] => {
  const known = Map.groupBy(terms, ({ sku }) => sku);
  const passed = terms.filter(({ turn }) => turn !== undefined).map(({ sku }) => sku);
  const skus = new Set([...[...changes].filter(([, units]) => units !== 0).map(([sku]) => sku), ...passed]);
  return [...skus].sort().map((sku) => {
    const of = known.get(sku) ?? [];
    return countWrite(sku, changes.get(sku) ?? 0, {
      limit: of.find(({ limit }) => limit !== undefined)?.limit,
      turn: of.find(({ turn }) => turn !== undefined)?.turn,
    });
  });
};

const countWrite = (
  sku: string,
  units: number,
  { limit, turn }: { limit: number | undefined; turn: number | undefined },
): Write => {
  const conditions: string[] = [];
  const values: Record<string, unknown> = {};
  const adds: string[] = [];
  let set = '';
  if (units !== 0) {
    adds.push('backordered :units');
    values[':units'] = units;
  }
  if (units > 0) {
    if (limit === undefined) throw new Error(`Units of ${sku} are to wait under no limit.`);
    // Products that somebody waits for are found by the sweep.
    set = 'SET stagePk = :listed, stageSk = :sku ';
    conditions.push(
      'backorderLimit = :limit AND (attribute_not_exists(backordered) OR backordered <= :room) AND :units <= :limit',
    );
    Object.assign(values, {
      ':limit': limit,
      ':room': limit - units,
      ':listed': BACKORDERED_SKUS,
      ':sku': sku,
    });
  }
  if (units < 0) {
    conditions.push('backordered >= :gone');
    values[':gone'] = -units;
  }
  if (turn !== undefined) {
    adds.push('queueTurn :one');
    values[':one'] = 1;
    if (turn === 0) conditions.push('attribute_not_exists(queueTurn)');
    else {
      conditions.push('queueTurn = :turn');
      values[':turn'] = turn;
    }
  }
  return {
    label: QUEUE_LABEL,
    update: {
      Key: { pk: skuPk(sku), sk: PRODUCT },
      UpdateExpression: `${set}ADD ${adds.join(', ')}`,
      ConditionExpression: conditions.join(' AND '),
      ExpressionAttributeValues: values,
    },
  };
};

const asEntry = ({ sku, orderId, since, units }: Record<string, unknown>) =>
  ({ sku, orderId, since, units }) as QueueEntry;

/** A place in the queue, to go on behind. */
export type QueuePlace = Pick<QueueEntry, 'since' | 'orderId'>;

/** The next entries of a SKU's queue, as committed last, first come first. */
export const readQueue = async (
  table: Table,
  sku: string,
  limit: number,
  after?: QueuePlace,
): Promise<QueueEntry[]> => {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: {
        ':pk': skuPk(sku),
        // Sorts behind the place itself and before every other.
        ':first': after ? `${waitingSk(after)}!` : WAITING,
        ':last': `${WAITING}~`,
      },
      ConsistentRead: true,
      Limit: limit,
    }),
  );
  return Items.map(asEntry);
};

/** SKUs for which somebody waits, or waited lately, page by page. */
export async function* backorderedSkus(table: Table): AsyncGenerator<string[]> {
  const pages = paginateQuery(
    { client: table.client, pageSize: 100 },
    {
      TableName: table.name,
      IndexName: 'byStage',
      KeyConditionExpression: 'stagePk = :listed',
      ExpressionAttributeValues: { ':listed': BACKORDERED_SKUS },
    },
  );
  for await (const { Items = [] } of pages) yield Items.map(({ stageSk }) => String(stageSk));
}

/** Takes a product for which nobody waits any more off the sweep's list. */
export const unlistWrite = (sku: string): Write => ({
  label: QUEUE_LABEL,
  update: {
    Key: { pk: skuPk(sku), sk: PRODUCT },
    UpdateExpression: 'REMOVE stagePk, stageSk',
    ConditionExpression: 'backordered = :none',
    ExpressionAttributeValues: { ':none': 0 },
  },
});
