import { paginateQuery, paginateScan } from '@aws-sdk/lib-dynamodb';
import { PROMOTIONS } from '../../shared/promotions/effects/promotion-store.ts';
import { wholeItem } from '../../shared/runtime/packed.ts';
import type { Table } from '../../shared/runtime/table.ts';
import type { Item } from './report.ts';
import { STOCK_DOCUMENTS } from './stock-document-partition.ts';

/** The partitions whose contents can be proved; others (webhooks, remembered answers, documents) say nothing of sums. */
export const PREFIXES = [
  'ORDER#',
  'SKU#',
  'NUMBER#',
  'EXTERNAL#',
  'TRACKING#',
  'CONTACT#',
  'CUSTOMER#',
  'LISTED#',
  'MERGE_SUGGESTIONS',
  'AUTOMATION#',
  'WAREHOUSE#',
  'SOURCING',
  PROMOTIONS,
  'STOCK_FEED#',
  ...STOCK_DOCUMENTS,
] as const;

/** Every item of the partitions to be proved, a page at a time; items of one partition follow one another. */
export async function* scanTable(table: Table): AsyncGenerator<Item> {
  const pages = paginateScan(
    { client: table.client },
    {
      TableName: table.name,
      ConsistentRead: true,
      FilterExpression: PREFIXES.map((_, at) => `begins_with(pk, :p${at})`).join(' OR '),
      ExpressionAttributeValues: Object.fromEntries(PREFIXES.map((prefix, at) => [`:p${at}`, prefix])),
    },
  );
  for await (const { Items = [] } of pages) yield* (Items as Item[]).map(wholeItem);
}

const UNIT_FIELDS = [
  'pk',
  'sk',
  'sku',
  'locationId',
  'shard',
  'reserved',
  'units',
  'slot',
  'day',
  'counter',
  'taken',
];

/** Only the reservations, the stock rows and the locations' days, with no more of them than their units: for another look at the sums. */
export async function* scanUnits(table: Table): AsyncGenerator<Item> {
  const pages = paginateScan(
    { client: table.client },
    {
      TableName: table.name,
      ConsistentRead: true,
      FilterExpression:
        'begins_with(sk, :reservation) OR begins_with(sk, :stock) OR begins_with(sk, :load) OR attribute_exists(#slot)',
      ProjectionExpression: UNIT_FIELDS.map((name) => `#${name}`).join(', '),
      ExpressionAttributeNames: Object.fromEntries(UNIT_FIELDS.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: { ':reservation': 'RESERVATION#', ':stock': 'STOCK#', ':load': 'LOAD#' },
    },
  );
  for await (const { Items = [] } of pages) yield* Items as Item[];
}

/** One partition as it stands now. */
export async function* queryPartition(table: Table, pk: string): AsyncGenerator<Item> {
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) yield* (Items as Item[]).map(wholeItem);
}
