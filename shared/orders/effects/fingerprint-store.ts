import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { epochSeconds } from '../../kernel/clock.ts';
import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import type { AlikeOrder, Fingerprint } from '../anomalies/fingerprint.ts';
import type { Order } from '../order.ts';
import { fingerprintKey, HEAD, orderPk } from '../order-keys.ts';

/** As long as the longest window in which a policy may look for duplicates. */
const KEPT_SECONDS = 7 * 24 * 3600;

/** Alike orders that are looked at, the latest; of more, one is surely among them. */
const MOST = 20;

/** The latest orders of the same goods to the same town, newest first; one query, beside the other reads of an intake. */
export const readAlike = async (
  table: Table,
  { goodsAndTown }: Pick<Fingerprint, 'goodsAndTown'>,
): Promise<AlikeOrder[]> => {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': fingerprintKey(goodsAndTown, '', '').pk },
      ScanIndexForward: false,
      Limit: MOST,
      ConsistentRead: true,
    }),
  );
  return Items as AlikeOrder[];
};

/** Those of the suspects that were not cancelled: who orders again what they have cancelled orders it once. */
export const stillStanding = async (table: Table, suspects: readonly AlikeOrder[]): Promise<AlikeOrder[]> => {
  const statuses = await Promise.all(
    suspects.map(({ orderId }) =>
      table.client.send(
        new GetCommand({
          TableName: table.name,
          Key: { pk: orderPk(orderId), sk: HEAD },
          ConsistentRead: true,
        }),
      ),
    ),
  );
  return suspects.filter((_, at) => {
    const status = statuses[at]?.Item?.status;
    return status === 'open' || status === 'completed';
  });
};

/** Remembers an order for those that come after it, for a week. An item of its own each: buyers do not get in each other's way. */
export const fingerprintWrite = ({ goodsAndTown, phone, address }: Fingerprint, { head }: Order): Write => {
  const { id: orderId, number, customerId, placedAt } = head;
  return {
    label: 'fingerprint',
    put: {
      Item: {
        ...fingerprintKey(goodsAndTown, placedAt, orderId),
        orderId,
        number,
        customerId,
        placedAt,
        phone,
        address,
        expiresAt: epochSeconds(new Date(placedAt)) + KEPT_SECONDS,
      },
    },
  };
};
