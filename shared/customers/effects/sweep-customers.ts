import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import { INDEX_SHARDS } from '../../orders/order-keys.ts';
import type { SweepResult } from '../../runtime/schedule-handler.ts';
import { sendMessages } from '../../runtime/send-messages.ts';
import type { Table } from '../../runtime/table.ts';
import { customerDuePk, customerPk } from '../customer-keys.ts';
import type { CustomerWork } from '../customer-work.ts';

const PAGE = 200;

/** Left to answer and to log; what is not sent by then, the next run finds again. */
const RESERVE_MS = 5_000;

/** The customers who are due for something, a page at a time: nobody is read who is not. */
export async function* dueCustomers(
  table: Table,
  kind: Exclude<CustomerWork['kind'], 'preferences'>,
  asOf: string,
): AsyncGenerator<CustomerWork[]> {
  for (let shard = 0; shard < INDEX_SHARDS; shard++) {
    const pages = paginateQuery(
      { client: table.client, pageSize: PAGE },
      {
        TableName: table.name,
        IndexName: 'byDue',
        KeyConditionExpression: 'duePk = :partition AND dueSk < :end',
        // Every key of this very instant still belongs to it.
        ExpressionAttributeValues: { ':partition': customerDuePk(kind, shard), ':end': `${asOf}~` },
      },
    );
    for await (const { Items = [] } of pages)
      if (Items.length > 0)
        yield Items.map(({ pk }) => ({
          kind,
          customerId: String(pk).slice(customerPk('').length),
          asOf,
        }));
  }
}

/** Sends everybody who is due to the queue of work on customers, one message each. */
export const sweepCustomers = async (
  table: Table,
  kind: Exclude<CustomerWork['kind'], 'preferences'>,
  asOf: string,
  remainingMs: () => number,
): Promise<SweepResult> => {
  let found = 0;
  for await (const page of dueCustomers(table, kind, asOf)) {
    if (remainingMs() < RESERVE_MS) return { asOf, found, unfinished: true };
    await sendMessages('CUSTOMER_WORK_QUEUE_URL', page);
    found += page.length;
  }
  return { asOf, found };
};
