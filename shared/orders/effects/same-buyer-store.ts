import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { decodeTime } from 'ulid';
import { isProblem } from '../../kernel/problem.ts';
import type { Policy } from '../../policies/policy.ts';
import type { Table } from '../../runtime/table.ts';
import { type AlikeOrder, fingerprintOf, isSameGoods } from '../anomalies/fingerprint.ts';
import type { PlaceOrderCommand } from '../place-order-schema.ts';
import { loadOrder } from './load-order.ts';

/** The latest orders of a customer that are looked at; who orders more in an hour is no person at a keyboard. */
const MOST = 5;

const MINUTE = 60_000;

/** The ids of a customer's latest orders, newest first. From an index, so that it may miss what was placed this moment. */
export const readLatestIds = async (table: Table, customerId: string): Promise<string[]> => {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: 'byCustomer',
      KeyConditionExpression: 'customerId = :customer AND begins_with(id, :order)',
      ExpressionAttributeValues: { ':customer': customerId, ':order': 'ord_' },
      ScanIndexForward: false,
      Limit: MOST,
    }),
  );
  return Items.map(({ id }) => id as string);
};

/**
 * Those of a customer's latest orders that are of the same goods, wherever they go: orders to the same town are found
 * by their fingerprints. Nothing is read unless the customer ordered within the window.
 */
export const readSameGoods = async (
  table: Table,
  latestIds: readonly string[],
  command: Pick<PlaceOrderCommand, 'lines' | 'channel'>,
  { at, policy, known }: { at: string; policy: Policy; known: readonly AlikeOrder[] },
): Promise<AlikeOrder[]> => {
  const earliest = Date.parse(at) - policy.anomalies.duplicateWindowMinutes * MINUTE;
  const candidates =
    command.channel === 'pos'
      ? []
      : latestIds.filter(
          (id) =>
            decodeTime(id.slice('ord_'.length)) >= earliest && !known.some(({ orderId }) => orderId === id),
        );
  const orders = await Promise.all(candidates.map((id) => loadOrder(table, id)));
  return orders.flatMap((order): AlikeOrder[] => {
    if (isProblem(order) || order.head.status === 'cancelled') return [];
    if (!isSameGoods(order.lines, command.lines)) return [];
    const { head, body, lines } = order;
    const { phone, address } = fingerprintOf({ lines, shippingAddress: body.shippingAddress });
    const { id: orderId, number, customerId, placedAt } = head;
    return [{ orderId, number, customerId, placedAt, phone, address }];
  });
};
