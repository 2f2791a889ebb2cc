import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Shop } from '../../channels/to-command.ts';
import { readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import type { Told } from '../told.ts';

/** A shop's partition: what it was told, an item for each SKU. */
export const STOCK_FEED = 'STOCK_FEED#';

const keyOf = ({ channel, shopId }: Shop, sku: string) => ({
  pk: `${STOCK_FEED}${channel}/${shopId}`,
  sk: `SKU#${sku}`,
});

const done = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

/** What a shop was last told of these SKUs, as last committed. */
export const loadTold = async (
  table: Table,
  shop: Shop,
  skus: readonly string[],
): Promise<Map<string, Told>> => {
  const keys = skus.map((sku) => keyOf(shop, sku));
  const items = await readItems<Told>(table, keys, { ConsistentRead: true });
  return new Map(items.map((told) => [told.sku, told]));
};

/** Takes a sequence for a new number; false when somebody else took one since `before` was read. One write unit. */
export const claimTold = (table: Table, shop: Shop, told: Told, before: Told | undefined): Promise<boolean> =>
  done(
    table.client.send(
      new PutCommand({
        TableName: table.name,
        Item: { ...keyOf(shop, told.sku), ...told },
        ...(before
          ? { ConditionExpression: 'seq = :seq', ExpressionAttributeValues: { ':seq': before.seq } }
          : { ConditionExpression: 'attribute_not_exists(pk)' }),
      }),
    ),
  );

/** The shop has this number; nothing where a newer one is on its way. One write unit. */
export const toldArrived = async (table: Table, shop: Shop, { sku, seq }: Told): Promise<void> => {
  await done(
    table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: keyOf(shop, sku),
        UpdateExpression: 'SET arrived = :seq',
        ConditionExpression: 'seq = :seq',
        ExpressionAttributeValues: { ':seq': seq },
      }),
    ),
  );
};
