import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { Deps } from '../../runtime/deps.ts';
import type { Table } from '../../runtime/table.ts';
import { transact } from '../../runtime/transact.ts';
import type { TakenConfirmation } from '../confirmation-message.ts';
import type { SentRequest } from '../request-of.ts';
import { CONFIRMATION, REQUEST, requestSk, warehousePk } from '../warehouse-keys.ts';
import { asTaken } from './confirmation-store.ts';

/** What was told to warehouses of an order, and what they said that could not be applied. */
export type Correspondence = {
  sent: ReadonlyMap<string, SentRequest>;
  refused: readonly TakenConfirmation[];
};

const asSent = ({ pk: _, sk: __, ...sent }: Record<string, unknown>): SentRequest => sent as SentRequest;

/** All that is known between us and the warehouses about an order, as last committed. */
export const loadCorrespondence = async (table: Table, orderId: string): Promise<Correspondence> => {
  const items: Record<string, unknown>[] = [];
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': warehousePk(orderId) },
      ConsistentRead: true,
    },
  );
  for await (const page of pages) items.push(...(page.Items ?? []));
  const sent = items.filter(({ sk }) => String(sk).startsWith(REQUEST)).map(asSent);
  return {
    sent: new Map(sent.map((each) => [each.fulfilmentId, each])),
    refused: items
      .filter(({ sk, status }) => String(sk).startsWith(CONFIRMATION) && status === 'refused')
      .map(asTaken),
  };
};

/** Writes down what is to be sent next; false when somebody else has written meanwhile. */
export const writeRequest = async ({ table, random }: Deps, next: SentRequest): Promise<boolean> => {
  const { committed } = await transact(
    table,
    [
      {
        label: 'warehouse request',
        put: {
          Item: { pk: warehousePk(next.orderId), sk: requestSk(next.fulfilmentId), ...next },
          ...(next.sequence === 1
            ? { ConditionExpression: 'attribute_not_exists(pk)' }
            : {
                ConditionExpression: '#sequence = :read',
                ExpressionAttributeNames: { '#sequence': 'sequence' },
                ExpressionAttributeValues: { ':read': next.sequence - 1 },
              }),
        },
      },
    ],
    random,
  );
  return committed;
};

/** Notes that the queue has it. A newer one that was written meanwhile is another's to send. */
export const noteSent = async ({ table, random }: Deps, sent: SentRequest): Promise<void> => {
  await transact(
    table,
    [
      {
        label: 'warehouse request',
        update: {
          Key: { pk: warehousePk(sent.orderId), sk: requestSk(sent.fulfilmentId) },
          UpdateExpression: 'REMOVE unsent',
          ConditionExpression: '#sequence = :sent',
          ExpressionAttributeNames: { '#sequence': 'sequence' },
          ExpressionAttributeValues: { ':sent': sent.sequence },
        },
      },
    ],
    random,
  );
};
