import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { isProblem } from '../../kernel/problem.ts';
import { fingerprintOf } from '../../orders/anomalies/fingerprint.ts';
import { changeOrder } from '../../orders/effects/change-order.ts';
import { indexOrder } from '../../orders/effects/index-order.ts';
import { recordsIn } from '../../orders/effects/journal.ts';
import { loadOrder } from '../../orders/effects/load-order.ts';
import { erasePersonalData, eventsWithoutWords } from '../../orders/erase-personal-data.ts';
import type { Order } from '../../orders/order.ts';
import type { OrderEvent } from '../../orders/order-events.ts';
import { fingerprintKey, orderPk, TIMELINE } from '../../orders/order-keys.ts';
import type { Deps } from '../../runtime/deps.ts';
import type { Table } from '../../runtime/table.ts';
import { deliveryKey } from '../../webhooks/delivery.ts';
import { DELIVERY } from '../../webhooks/effects/delivery-store.ts';

const ACTOR = 'system:erasure';

/**
 * Takes the buyer's person out of one ended order and out of what was kept beside it: what its channel delivered, the signs
 * by which duplicates are found, the entries by which it is searched, words on its timeline. The order itself comes last,
 * so that a broken run begins again; every step may be done twice.
 */
export const eraseOrder = async (deps: Deps, orderId: string): Promise<void> => {
  const { table } = deps;
  const order = await loadOrder(table, orderId);
  if (isProblem(order) || order.head.status === 'open' || order.body.erasedAt !== undefined) return;
  await removeFingerprint(table, order);
  await eraseHistory(table, order);
  const erased = await changeOrder(deps, orderId, erasePersonalData, { actor: ACTOR });
  if (isProblem(erased)) throw new Error(`${orderId} could not be erased: ${erased.code}`);
  const unlisted = await indexOrder(deps, orderId);
  if (unlisted) throw new Error(`${orderId} could not be taken from the lists: ${unlisted.code}`);
};

const removeFingerprint = async (table: Table, { head, body, lines }: Order): Promise<void> => {
  const { goodsAndTown } = fingerprintOf({ lines: [...lines], shippingAddress: body.shippingAddress });
  await table.client.send(
    new DeleteCommand({ TableName: table.name, Key: fingerprintKey(goodsAndTown, head.placedAt, head.id) }),
  );
};

type Entry = { pk: string; sk: string; events?: OrderEvent[]; correlationId?: string; log?: Uint8Array };

/** The channel's deliveries that commits followed from: they are known by the delivery's id. */
const deliveriesOf = (
  records: readonly { correlationId?: string; events?: readonly { actor?: string }[] }[],
): string[] =>
  records.flatMap(({ correlationId, events = [] }) =>
    correlationId !== undefined && events[0]?.actor?.startsWith('channel:') ? [correlationId] : [],
  );

/** Words stand in items of the timeline alone; what the order's parts keep of its history has none. */
const eraseHistory = async (table: Table, { head, journals = {} }: Order): Promise<void> => {
  const deliveries = new Set(Object.values(journals).flatMap((journal) => deliveriesOf(recordsIn(journal))));
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :timeline)',
      ExpressionAttributeValues: { ':pk': orderPk(head.id), ':timeline': TIMELINE },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages)
    for (const entry of Items as Entry[]) {
      const { pk, sk, events = [], log } = entry;
      for (const id of deliveriesOf([entry, ...recordsIn(log)])) deliveries.add(id);
      const left = eventsWithoutWords(events);
      if (left === events) continue;
      await table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: { pk, sk },
          UpdateExpression: 'SET #events = :left',
          ExpressionAttributeNames: { '#events': 'events' },
          ExpressionAttributeValues: { ':left': left },
        }),
      );
    }
  const sender = `channels/${head.channel}/${head.shopId ?? ''}`;
  for (const id of deliveries) await eraseDelivery(table, deliveryKey(sender, id));
};

/** The key stays, so that a repeat is still recognised; its body goes. */
const eraseDelivery = async (table: Table, pk: string): Promise<void> => {
  try {
    await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { pk, sk: DELIVERY },
        UpdateExpression: 'REMOVE #raw',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#raw': 'raw' },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};
