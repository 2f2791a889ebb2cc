import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { orderIdOfPart } from '../../kernel/ids.ts';
import { isProblem, notFound, type Problem } from '../../kernel/problem.ts';
import { loadOrder } from '../../orders/effects/load-order.ts';
import type { Fulfilment } from '../../orders/fulfilment.ts';
import type { Order, OrderBody } from '../../orders/order.ts';
import { BODY, fulfilmentSk, orderPk, WORK_GROUP, workPk } from '../../orders/order-keys.ts';
import type { FulfilmentStatus } from '../../orders/order-states.ts';
import { wholeItem } from '../../runtime/packed.ts';
import { type ItemKey, readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import { fulfilmentOf } from '../fulfilment-steps.ts';

type Item = Record<string, unknown>;
type IndexKey = ItemKey & { stagePk: string; stageSk: string };

/** Where a list went on: the last place looked at. */
export type Position = IndexKey;

/** Groups of the index mix statuses: how many pages a call looks through for those it wants. */
const ROUNDS = 5;
/** An answer of a function has at most 6 MB; fulfilments of very many lines fill it sooner than a hundred usual ones. */
const MAX_CHARACTERS = 4_000_000;

const OF_THE_STORE = new Set(['pk', 'sk', 'kind', 'log', 'stagePk', 'stageSk', 'kindPk', 'duePk', 'dueSk']);
const asFulfilment = (item: Item): Fulfilment =>
  Object.fromEntries(
    Object.entries(wholeItem(item)).filter(([name]) => !OF_THE_STORE.has(name)),
  ) as Fulfilment;

/** A fulfilment with what its order's body says, which nothing but one read of both has to bring. */
export const findWithBody = async (
  table: Table,
  id: string,
): Promise<{ fulfilment: Fulfilment; body: OrderBody } | undefined> => {
  const orderId = orderIdOfPart('ful', id);
  if (orderId === undefined) return undefined;
  const pk = orderPk(orderId);
  const ordinal = Number(id.slice(id.lastIndexOf('_') + 1));
  const keys = [
    { pk, sk: fulfilmentSk(ordinal) },
    { pk, sk: BODY },
  ];
  const items = await readItems(table, keys, { ConsistentRead: true });
  const fulfilment = items.find(({ sk }) => sk !== BODY);
  const body = items.find(({ sk }) => sk === BODY);
  return fulfilment && body
    ? { fulfilment: asFulfilment(fulfilment), body: body as unknown as OrderBody }
    : undefined;
};

/** A fulfilment with the order it belongs to, by its id; 404 when there is none. */
export const loadFulfilment = async (
  table: Table,
  id: string,
): Promise<{ order: Order; fulfilment: Fulfilment } | Problem> => {
  const orderId = orderIdOfPart('ful', id);
  const order = orderId === undefined ? undefined : await loadOrder(table, orderId);
  if (!order || isProblem(order)) return notFound('fulfilment');
  const fulfilment = fulfilmentOf(order, id);
  return isProblem(fulfilment) ? fulfilment : { order, fulfilment };
};

export type WorkQuery = { locationId: string; status: FulfilmentStatus; limit: number; from?: Position };

/**
 * A location's fulfilments of a status in handling order. `next` says where to go on; a page may have fewer than
 * `limit`, or none, and still go on, because the work of one call is bounded.
 */
export const listWork = async (
  table: Table,
  { locationId, status, limit, from }: WorkQuery,
): Promise<{ work: Fulfilment[]; next?: Position }> => {
  const work: Fulfilment[] = [];
  let characters = 0;
  let position = from;
  for (let round = 0; round < ROUNDS; round++) {
    const page = await indexPage(table, workPk(locationId, WORK_GROUP[status]), limit, position);
    const items = await readItems(table, page.keys);
    const found = new Map(items.map((item) => [`${item.pk}${item.sk}`, asFulfilment(item)]));
    for (const key of page.keys) {
      const fulfilment = found.get(key.pk + key.sk);
      position = key;
      // The index may lag behind the item, and its group holds more than one status.
      if (fulfilment?.status !== status || fulfilment.locationId !== locationId) continue;
      work.push(fulfilment);
      characters += JSON.stringify(fulfilment).length;
      if (work.length < limit && characters <= MAX_CHARACTERS) continue;
      return page.more || key !== page.keys.at(-1) ? { work, next: key } : { work };
    }
    if (!page.more) return { work };
  }
  return { work, ...(position ? { next: position } : {}) };
};

const indexPage = async (table: Table, group: string, limit: number, from: Position | undefined) => {
  const { Items = [], LastEvaluatedKey } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: 'byStage',
      KeyConditionExpression: 'stagePk = :group',
      ExpressionAttributeValues: { ':group': group },
      Limit: limit,
      ...(from ? { ExclusiveStartKey: from } : {}),
    }),
  );
  const keys = Items.map(({ pk, sk, stagePk, stageSk }) => ({ pk, sk, stagePk, stageSk }) as IndexKey);
  return { keys, more: LastEvaluatedKey !== undefined };
};
