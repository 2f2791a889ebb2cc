import type { DynamoDBRecord } from 'aws-lambda';
import type { Table } from '../../runtime/table.ts';
import { spotChanges } from '../spot-changes.ts';
import { type ChannelStockMessage, sendChannelStock } from './channel-stock-queue.ts';
import { isAnyFeedActive } from './feed-store.ts';

/** SKUs of one message; a push of all of them is as large as one may be. */
const PER_MESSAGE = 100;

/**
 * Sends what a batch of the table's stream says of stock to the queue, each SKU once. Where no shop is told of stock,
 * this is one read unit for a batch and nothing else.
 */
export const spotStock = async (
  table: Table,
  records: readonly DynamoDBRecord[],
  now: Date,
): Promise<void> => {
  const { skus, everything } = spotChanges(records);
  if (skus.length === 0 && !everything) return;
  if (!(await isAnyFeedActive(table))) return;
  const changed = Array.from(
    { length: Math.ceil(skus.length / PER_MESSAGE) },
    (_, part): ChannelStockMessage => ({
      kind: 'changed',
      skus: skus.slice(part * PER_MESSAGE, (part + 1) * PER_MESSAGE),
      at: now.toISOString(),
    }),
  );
  await sendChannelStock([...changed, ...(everything ? [{ kind: 'everything' } as const] : [])]);
};
