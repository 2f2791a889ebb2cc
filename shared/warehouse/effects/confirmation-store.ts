import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Page } from '../../kernel/page.ts';
import { isProblem, type Problem } from '../../kernel/problem.ts';
import { type PageRequest, queryPage } from '../../runtime/query-page.ts';
import { type ItemKey, readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import type { TakenConfirmation } from '../confirmation-message.ts';
import { confirmationSk, confirmationsPk, warehousePk } from '../warehouse-keys.ts';

/** The label of the write that keeps a confirmation; its failure means: it was applied before. */
export const CONFIRMATION_LABEL = 'warehouse confirmation';

/** A confirmation's place; the sender's message ids count within a fulfilment. */
export type ConfirmationKey = { orderId: string; fulfilmentId: string; messageId: string };

const keyOf = ({ orderId, fulfilmentId, messageId }: ConfirmationKey): ItemKey => ({
  pk: warehousePk(orderId),
  sk: confirmationSk(fulfilmentId, messageId),
});

/** A stored confirmation without its keys. */
export const asTaken = (item: Record<string, unknown>): TakenConfirmation => {
  const { pk: _, sk: __, duePk: ___, dueSk: ____, ...taken } = item;
  return taken as TakenConfirmation;
};

/** The confirmation of this message, if it came before. */
export const findConfirmation = async (
  table: Table,
  key: ConfirmationKey,
): Promise<TakenConfirmation | undefined> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keyOf(key), ConsistentRead: true }),
  );
  return Item && asTaken(Item);
};

/** Keeps a confirmation with what became of it: over one that was refused, never over one that was applied. */
export const confirmationWrite = (orderId: string, taken: TakenConfirmation): Write => {
  const { fulfilmentId, messageId } = taken.confirmation;
  return {
    label: CONFIRMATION_LABEL,
    put: {
      Item: {
        ...keyOf({ orderId, fulfilmentId, messageId }),
        duePk: confirmationsPk(taken.status),
        dueSk: `${taken.receivedAt}#${fulfilmentId}#${messageId}`,
        ...taken,
      },
      ConditionExpression: 'attribute_not_exists(pk) OR #status = :refused',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':refused': 'refused' },
    },
  };
};

/** One page of the confirmations of which this became, newest first. */
export const listConfirmations = async (
  table: Table,
  status: TakenConfirmation['status'],
  page: PageRequest,
): Promise<Page<TakenConfirmation> | Problem> => {
  const keys = await queryPage(
    table,
    {
      IndexName: 'byDue',
      KeyConditionExpression: 'duePk = :all',
      ExpressionAttributeValues: { ':all': confirmationsPk(status) },
      ScanIndexForward: false,
    },
    page,
  );
  if (isProblem(keys)) return keys;
  const items = await readItems(table, keys.items as ItemKey[]);
  return { ...keys, items: items.map(asTaken).filter((taken) => taken.status === status) };
};
