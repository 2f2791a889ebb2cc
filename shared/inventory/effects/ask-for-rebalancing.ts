import type { DynamoDBRecord } from 'aws-lambda';
import { unevenSkus } from '../uneven-skus.ts';
import { sendStockWork } from './stock-work-queue.ts';

/** Has the rows of hot SKUs evened out where a batch of the table's stream says that one ran dry; each SKU once. */
export const askForRebalancing = async (records: readonly DynamoDBRecord[]): Promise<void> => {
  const skus = unevenSkus(records);
  if (skus.length > 0) await sendStockWork(skus.map((id) => ({ kind: 'rebalance', id })));
};
