import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { SweepResult } from '../../runtime/schedule-handler.ts';
import type { Table } from '../../runtime/table.ts';
import { SPREAD_SKUS, WORK_DUE } from '../stock-keys.ts';
import { type StockWorkMessage, sendStockWork, stockWorkSchema } from './stock-work-queue.ts';

/** Left to answer and to log; what is not sent by then, the next run finds again. */
const RESERVE_MS = 5_000;

const dueWork = (dueSk: string): StockWorkMessage => {
  const [, kind, id] = dueSk.split('#');
  return stockWorkSchema.parse({ kind, id });
};

/**
 * Finds work on stock that should be done by now, and sends it to the queue once more; with it every hot product, whose rows
 * are looked at again: whatever was missed of rows that ran dry is made good then.
 */
export const sweepStockWork = async (
  table: Table,
  asOf: string,
  remainingMs: () => number,
): Promise<SweepResult> => {
  let found = 0;
  const searches = [
    { of: WORK_DUE, end: `${asOf}~`, messageOf: dueWork },
    { of: SPREAD_SKUS, end: '\u{10ffff}', messageOf: (id: string) => ({ kind: 'rebalance' as const, id }) },
  ];
  for (const { of, end, messageOf } of searches) {
    const pages = paginateQuery(
      { client: table.client, pageSize: 100 },
      {
        TableName: table.name,
        IndexName: 'byDue',
        KeyConditionExpression: 'duePk = :of AND dueSk < :end',
        ExpressionAttributeValues: { ':of': of, ':end': end },
      },
    );
    for await (const { Items = [] } of pages) {
      await sendStockWork(Items.map(({ dueSk }) => messageOf(dueSk as string)));
      found += Items.length;
      if (remainingMs() < RESERVE_MS) return { asOf, found, unfinished: true };
    }
  }
  return { asOf, found };
};
