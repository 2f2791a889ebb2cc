import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { SweepResult } from '../../runtime/schedule-handler.ts';
import type { Table } from '../../runtime/table.ts';
import { WORK_DUE } from '../stock-keys.ts';
import { type StockWorkMessage, sendStockWork, stockWorkSchema } from './stock-work-queue.ts';

/** Left to answer and to log; what is not sent by then, the next run finds again. */
const RESERVE_MS = 5_000;

/** Finds work on stock that should be done by now, and sends it to the queue once more. */
export const sweepStockWork = async (
  table: Table,
  asOf: string,
  remainingMs: () => number,
): Promise<SweepResult> => {
  let found = 0;
  const pages = paginateQuery(
    { client: table.client, pageSize: 100 },
    {
      TableName: table.name,
      IndexName: 'byDue',
      KeyConditionExpression: 'duePk = :work AND dueSk < :end',
      ExpressionAttributeValues: { ':work': WORK_DUE, ':end': `${asOf}~` },
    },
  );
  for await (const { Items = [] } of pages) {
    const messages = Items.map(({ dueSk }): StockWorkMessage => {
      const [, kind, id] = String(dueSk).split('#');
      return stockWorkSchema.parse({ kind, id });
    });
    await sendStockWork(messages);
    found += messages.length;
    if (remainingMs() < RESERVE_MS) return { asOf, found, unfinished: true };
  }
  return { asOf, found };
};
