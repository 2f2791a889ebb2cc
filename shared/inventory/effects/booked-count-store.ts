import { readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import { countedSk, skuPk } from '../stock-keys.ts';

const keyOf = (sku: string, locationId: string) => ({ pk: skuPk(sku), sk: countedSk(locationId) });

/** When a count of these SKUs was last booked at a location, and by which document. */
export const loadBooked = async (
  table: Table,
  locationId: string,
  skus: readonly string[],
): Promise<Map<string, { at: string; document: string }>> => {
  const items = await readItems(
    table,
    skus.map((sku) => keyOf(sku, locationId)),
    { ConsistentRead: true },
  );
  return new Map(
    items.map(({ sku, bookedAt, document }) => [
      sku as string,
      { at: bookedAt as string, document: document as string },
    ]),
  );
};

/** Marks that a count of a SKU is booked; refused when another one was, after this was counted. */
export const bookedWrite = (
  { sku, countedAt }: { sku: string; countedAt: string },
  locationId: string,
  document: string,
  bookedAt: string,
): Write => ({
  label: 'booked count',
  put: {
    Item: { ...keyOf(sku, locationId), sku, locationId, bookedAt, document },
    ConditionExpression: 'attribute_not_exists(pk) OR bookedAt < :counted OR #document = :document',
    ExpressionAttributeNames: { '#document': 'document' },
    ExpressionAttributeValues: { ':counted': countedAt, ':document': document },
  },
});
