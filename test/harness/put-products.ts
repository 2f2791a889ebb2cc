import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../shared/runtime/table.ts';
import { aProduct } from '../builders/a-product.ts';

/** DynamoDB's limit for one batch of writes. */
const BATCH = 25;

/** Puts many plain products straight into a table, where a test is about something else and would take long. */
export const putProducts = async (table: Table, skus: readonly string[]): Promise<void> => {
  for (let at = 0; at < skus.length; at += BATCH) {
    const requests = skus.slice(at, at + BATCH).map((sku) => ({
      PutRequest: {
        Item: {
          pk: `SKU#${sku}`,
          sk: 'PRODUCT',
          kindPk: 'PRODUCTS#0',
          id: sku,
          sku,
          version: 1,
          stockRows: 0,
          ...aProduct(),
        },
      },
    }));
    await table.client.send(new BatchWriteCommand({ RequestItems: { [table.name]: requests } }));
  }
};
