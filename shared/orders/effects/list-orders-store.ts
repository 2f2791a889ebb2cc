import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type ItemKey, readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import { isCoveredBy, isListed, type Listing, type OrderFilter, orderPkOf } from '../choose-listing.ts';
import type { OrderHead } from '../order.ts';
import { HEAD } from '../order-keys.ts';

/** How many orders are looked at for each that is wanted, where the index covers a part of the filter only. */
const LOOKED_AT = 4;

type Entry = ItemKey & { position: string };

/** A page of heads, and where it ended; no position on the last page. */
export type HeadPage = { heads: OrderHead[]; position?: string };

/**
 * Reads a page of orders by an index in two round trips: its partitions side by side, merged by their sort key, then the
 * heads in batches. Where much is filtered out a page may be short, or empty, and still go on: the work of a call is
 * bounded. The page after goes on behind the last sort key looked at, so whatever comes and goes meanwhile, an order
 * that keeps its place is shown once.
 */
export const listOrders = async (
  table: Table,
  listing: Listing,
  filter: OrderFilter,
  { limit, after }: { limit: number; after?: string },
): Promise<HeadPage> => {
  if (listing.lowest > listing.highest) return { heads: [] };
  const wanted = isCoveredBy(listing, filter) ? limit : limit * LOOKED_AT;
  const { entries, more } = await readEntries(table, listing, after, wanted);
  const found = new Map(
    (await readItems(table, entries)).map((item) => [item.pk, item as unknown as OrderHead]),
  );
  const heads: OrderHead[] = [];
  for (const [at, { pk, position }] of entries.entries()) {
    const head = found.get(pk);
    if (head && isListed(head, filter)) heads.push(head);
    if (heads.length === limit && (more || at < entries.length - 1)) return { heads, position };
  }
  const last = entries.at(-1);
  return more && last ? { heads, position: last.position } : { heads };
};

/** The next orders over all partitions, in order; whether there are more is told by one more than wanted. */
const readEntries = async (
  table: Table,
  listing: Listing,
  after: string | undefined,
  wanted: number,
): Promise<{ entries: Entry[]; more: boolean }> => {
  const found = await Promise.all(
    listing.partitions.map((partition) => readPartition(table, listing, partition, after, wanted + 1)),
  );
  const sign = listing.forward ? 1 : -1;
  const sorted = found.flat().sort((a, b) => (a.position < b.position ? -sign : sign));
  const next = sorted.slice(0, wanted);
  return {
    entries: next.filter(({ position }, at) => position !== next[at - 1]?.position),
    more: sorted.length > next.length,
  };
};

const readPartition = async (
  table: Table,
  { index, partitionName, sortName, forward, lowest, highest, common = (key) => key }: Listing,
  partition: string,
  after: string | undefined,
  limit: number,
): Promise<Entry[]> => {
  // BETWEEN includes its ends; the key the last page ended with is dropped after reading.
  const [from, to] = forward ? [after ?? lowest, highest] : [lowest, after ?? highest];
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      ...(index === undefined ? {} : { IndexName: index }),
      KeyConditionExpression: '#partition = :partition AND #sort BETWEEN :from AND :to',
      ExpressionAttributeNames: { '#partition': partitionName, '#sort': sortName },
      // An empty key value is not allowed; a blank sorts before every key there is.
      ExpressionAttributeValues: { ':partition': partition, ':from': from === '' ? ' ' : from, ':to': to },
      ScanIndexForward: forward,
      Limit: limit + (after === undefined ? 0 : 1),
    }),
  );
  return Items.map((item) => ({
    pk: orderPkOf(item as ItemKey),
    sk: HEAD,
    position: common(item[sortName] as string),
  }))
    .filter(({ position }) => position !== after)
    .slice(0, limit);
};
