import type { DynamoDBRecord } from 'aws-lambda';
import { queueOf } from '../../inventory/effects/backorder-store.ts';
import { PRODUCT, skuPk } from '../../inventory/stock-keys.ts';
import { readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import type { BackorderMessage } from '../backorder-message.ts';
import { spotBackorders } from '../spot-backorders.ts';
import { sendBackorderWork } from './backorder-queue.ts';

/**
 * Has queues served, or promised anew, that a batch of the table's stream says something of; each SKU once. Half a read
 * unit for each SKU of which units have become free, nothing for what is sold.
 */
export const askForFilling = async (table: Table, records: readonly DynamoDBRecord[]): Promise<void> => {
  const { queued, risen, announced, everything } = spotBackorders(records);
  const unknown = [...new Set([...risen, ...announced])].filter((sku) => !queued.includes(sku));
  // A queue that is a moment younger than what is read here tells of itself.
  const products = await readItems(
    table,
    unknown.map((sku) => ({ pk: skuPk(sku), sk: PRODUCT })),
  );
  const waited = new Set([
    ...queued,
    ...products.filter((item) => queueOf(item).backordered > 0).map(({ sku }) => String(sku)),
  ]);
  const messages: BackorderMessage[] = [
    ...[...new Set([...queued, ...risen])]
      .filter((sku) => waited.has(sku))
      .map((sku) => ({ kind: 'fill' as const, sku })),
    ...announced.filter((sku) => waited.has(sku)).map((sku) => ({ kind: 'promise' as const, sku })),
    ...(everything ? [{ kind: 'everything' as const }] : []),
  ];
  if (messages.length > 0) await sendBackorderWork(messages);
};
