import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import { readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import type { Aside, Coming, Damaged } from '../coming.ts';
import { COMING, comingSk, DAMAGED, damagedSk, skuPk } from '../stock-keys.ts';

/** The label of a write of damaged units; a failure of it means that there are not as many. */
export const DAMAGED_LABEL = 'damaged units';

/** The label of a write of what is coming; a failure of it means that less is open than was read. */
export const COMING_LABEL = 'coming units';

const without = (item: Record<string, unknown>): Record<string, unknown> => {
  const { pk: _, sk: __, ...rest } = item;
  return rest;
};

/** What lies beside the stock of a SKU: what is coming and what is damaged, as last committed. */
export const loadAside = async (table: Table, sku: string): Promise<Aside> => {
  const items: Record<string, unknown>[] = [];
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: { ':pk': skuPk(sku), ':first': COMING, ':last': `${DAMAGED}~` },
      ConsistentRead: true,
    },
  );
  for await (const page of pages) items.push(...(page.Items ?? []));
  const of = (prefix: string) => items.filter(({ sk }) => String(sk).startsWith(prefix)).map(without);
  return { coming: of(COMING) as Coming[], damaged: of(DAMAGED) as Damaged[] };
};

/** What of these SKUs a document still announces; a SKU that has come, or was given up, is left out. */
export const loadComing = async (
  table: Table,
  document: string,
  skus: Iterable<string>,
): Promise<Map<string, Coming>> => {
  const keys = [...new Set(skus)].map((sku) => ({ pk: skuPk(sku), sk: comingSk(document) }));
  const items = (await readItems(table, keys, { ConsistentRead: true })).map(without) as Coming[];
  return new Map(items.map((coming) => [coming.sku, coming]));
};

/** Announces units; a document announces a SKU once. */
export const announceWrite = (coming: Coming): Write => ({
  label: COMING_LABEL,
  put: {
    Item: { pk: skuPk(coming.sku), sk: comingSk(coming.document), ...coming },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});

/**
 * Takes units off what is announced. While some of it stays announced, others may take theirs at the same time; whoever
 * takes the last makes it disappear.
 */
export const lowerComingWrite = ({ sku, document, open }: Coming, units: number): Write => {
  const Key = { pk: skuPk(sku), sk: comingSk(document) };
  const ExpressionAttributeNames = { '#open': 'open' };
  const ExpressionAttributeValues = { ':units': Math.min(units, open) };
  if (units >= open)
    return {
      label: COMING_LABEL,
      remove: {
        Key,
        ConditionExpression: '#open = :units',
        ExpressionAttributeNames,
        ExpressionAttributeValues,
      },
    };
  return {
    label: COMING_LABEL,
    update: {
      Key,
      UpdateExpression: 'SET #open = #open - :units',
      ConditionExpression: '#open > :units',
      ExpressionAttributeNames,
      ExpressionAttributeValues,
    },
  };
};

/** Adds damaged units at a location, or takes some away (`units` below zero), never more than there are. */
export const damagedWrite = (sku: string, locationId: string, units: number): Write => ({
  label: DAMAGED_LABEL,
  update: {
    Key: { pk: skuPk(sku), sk: damagedSk(locationId) },
    UpdateExpression: 'SET sku = :sku, locationId = :location ADD damaged :units',
    ...(units < 0 ? { ConditionExpression: 'damaged >= :least' } : {}),
    ExpressionAttributeValues: {
      ':sku': sku,
      ':location': locationId,
      ':units': units,
      ...(units < 0 ? { ':least': -units } : {}),
    },
  },
});
