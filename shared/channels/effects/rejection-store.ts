import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { isProblem, type Problem } from '../../kernel/problem.ts';
import { type PageRequest, queryPage } from '../../runtime/query-page.ts';
import { type ItemKey, readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import { type Delivery, deliveryKey } from '../../webhooks/delivery.ts';
import { DELIVERY } from '../../webhooks/effects/delivery-store.ts';

/** The index partition of deliveries that could not become an order; by the time they were refused. */
export const REJECTIONS = 'REJECTED_DELIVERIES';

/** A delivery that was refused, and why: for people to look at. */
export type Rejection = Pick<Problem, 'code' | 'title' | 'detail' | 'errors'> & {
  deliveryId: string;
  sender: string;
  rejectedAt: string;
  shortages?: unknown;
};

/** Notes on a stored delivery that it was refused, and why, so that nothing that came in is lost without a trace. */
export const rejectDelivery = async (
  table: Table,
  { sender, id }: Delivery,
  problem: Problem,
  now: Date,
): Promise<void> => {
  const { code, title, detail, errors, extra } = problem;
  const rejectedAt = now.toISOString();
  await table.client.send(
    new UpdateCommand({
      TableName: table.name,
      Key: { pk: deliveryKey(sender, id), sk: DELIVERY },
      UpdateExpression: 'SET rejection = :rejection, kindPk = :rejections, id = :place REMOVE expiresAt',
      ExpressionAttributeValues: {
        ':rejection': { code, title, detail, errors, shortages: extra?.shortages, rejectedAt },
        ':rejections': REJECTIONS,
        ':place': `${rejectedAt}#${sender}#${id}`,
      },
    }),
  );
};

/** Refused deliveries, newest first, a page at a time. */
export const listRejections = async (
  table: Table,
  page: PageRequest,
): Promise<{ items: Rejection[]; nextCursor?: string } | Problem> => {
  const keys = await queryPage(
    table,
    {
      IndexName: 'byKind',
      KeyConditionExpression: 'kindPk = :rejections',
      ExpressionAttributeValues: { ':rejections': REJECTIONS },
      ScanIndexForward: false,
    },
    page,
  );
  if (isProblem(keys)) return keys;
  const deliveries = await readItems(table, keys.items as ItemKey[]);
  return {
    items: deliveries.map(
      ({ pk, sender, rejection }) => ({ deliveryId: pk, sender, ...(rejection as object) }) as Rejection,
    ),
    ...(keys.nextCursor === undefined ? {} : { nextCursor: keys.nextCursor }),
  };
};
