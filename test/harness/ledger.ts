import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../shared/runtime/table.ts';

/** The sum of all movements of a SKU; must be what is on hand. */
export const ledgerOf = async (table: Table, sku: string): Promise<number> => {
  let sum = 0;
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :movement)',
      ExpressionAttributeValues: { ':pk': `SKU#${sku}`, ':movement': 'MOVEMENT#' },
      ConsistentRead: true,
    },
  );
  for await (const page of pages) for (const item of page.Items ?? []) sum += item.quantity as number;
  return sum;
};
