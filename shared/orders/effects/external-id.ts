import { setTimeout as sleep } from 'node:timers/promises';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { busy, isProblem, type Problem, problem } from '../../kernel/problem.ts';
import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import type { Order } from '../order.ts';
import { externalIdKey } from '../order-keys.ts';
import { loadOrder } from './load-order.ts';

/** The label of the write that claims an external id. */
export const EXTERNAL_LABEL = 'external id';

const WAITS = 16;
const WAIT_MS = 250;

/** What a channel calls an order: one order each. */
export type ExternalId = { channel: string; shopId?: string; externalId: string };

/** News of an order that we do not know yet: it waits here until the order comes. */
export type EarlyNews = { cancelledAt?: string; paidAt?: string };

type ExternalItem = { orderId?: string; requestHash?: string; placing?: true; early?: EarlyNews };

export const readExternalId = async (table: Table, id: ExternalId): Promise<ExternalItem | undefined> => {
  const { Item } = await table.client.send(
    new GetCommand({
      TableName: table.name,
      Key: externalIdKey(id.channel, id.externalId, id.shopId),
      ConsistentRead: true,
    }),
  );
  return Item as ExternalItem | undefined;
};

/**
 * Claims an external id for an order. `since` says what may stand there: this very placement's own earlier claim, or
 * the early news that the placement has taken into account, nothing else.
 */
export const claimExternalId = (
  id: ExternalId,
  claim: { orderId: string; requestHash: string; placing?: true },
  since: { claimed?: true; early?: EarlyNews } = {},
): Write => ({
  label: EXTERNAL_LABEL,
  put: {
    Item: { ...externalIdKey(id.channel, id.externalId, id.shopId), ...id, ...claim, kind: 'EXTERNAL' },
    ...expectation(claim.orderId, since),
  },
});

const expectation = (orderId: string, { claimed, early }: { claimed?: true; early?: EarlyNews }) => {
  if (claimed)
    return {
      ConditionExpression: 'orderId = :own AND placing = :yes',
      ExpressionAttributeValues: { ':own': orderId, ':yes': true },
    };
  if (early)
    return {
      ConditionExpression: 'attribute_not_exists(orderId) AND early = :early',
      ExpressionAttributeValues: { ':early': early },
    };
  return { ConditionExpression: 'attribute_not_exists(pk)' };
};

/** Gives an external id back that a placement had claimed and could not fill; early news goes on waiting there. */
export const freeExternalId = (id: ExternalId, orderId: string, early: EarlyNews | undefined): Write => {
  const key = externalIdKey(id.channel, id.externalId, id.shopId);
  const own = {
    ConditionExpression: 'attribute_not_exists(pk) OR (orderId = :own AND placing = :yes)',
    ExpressionAttributeValues: { ':own': orderId, ':yes': true },
  };
  return early
    ? { label: EXTERNAL_LABEL, put: { Item: { ...key, ...id, early, kind: 'EXTERNAL' }, ...own } }
    : { label: EXTERNAL_LABEL, remove: { Key: key, ...own } };
};

/** Keeps news of an order that is not here yet; refused by its condition when the order has come meanwhile. */
export const keepEarlyNews = (id: ExternalId, seen: EarlyNews | undefined, early: EarlyNews): Write => ({
  label: EXTERNAL_LABEL,
  put: {
    Item: { ...externalIdKey(id.channel, id.externalId, id.shopId), ...id, early, kind: 'EXTERNAL' },
    ...expectation('', seen ? { early: seen } : {}),
  },
});

/**
 * The order that this external id stands for, when it was asked for with the same words; 409 with its id when the
 * words differ. Undefined when the id is free. Waits a bounded time for an order that is just being placed.
 */
export const findByExternalId = async (
  table: Table,
  id: ExternalId,
  requestHash: string,
): Promise<Order | Problem | undefined> => {
  for (let wait = 0; wait < WAITS; wait++) {
    const item = await readExternalId(table, id);
    if (!item?.orderId) return undefined;
    if (item.requestHash !== requestHash) return externalIdConflict(item.orderId);
    if (!item.placing) {
      const order = await loadOrder(table, item.orderId);
      return isProblem(order) ? undefined : order;
    }
    await sleep(WAIT_MS);
  }
  return busy();
};

const externalIdConflict = (orderId: string): Problem =>
  problem(409, 'external_id_conflict', 'This external id stands for another order', {
    detail: 'An order of this channel, shop and external id exists and says something else.',
    extra: { orderId },
  });
