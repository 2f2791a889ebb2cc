import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type ItemKey, readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import { isListed, type Listing, type OrderFilter } from '../choose-listing.ts';
import type { OrderHead } from '../order.ts';

/** How often a page is filled up when a filter leaves most of what was read out; then the page stays short. */
const ROUNDS = 5;

type Entry = ItemKey & { position: string };

/** A page of heads, and where it ended; no position on the last page. */
export type HeadPage = { heads: OrderHead[]; position?: string };

/** Reads a page of orders by an index: its partitions side by side, merged by their sort key, then the heads in a batch. */
export const listOrders = async (
  table: Table,
  listing: Listing,
  filter: OrderFilter,
  { limit, after }: { limit: number; after?: string },
): Promise<HeadPage> => {
  const heads: OrderHead[] = [];
  let position = after;
  for (let round = 0; round < ROUNDS; round++) {
    const wanted = limit - heads.length;
    const entries = await readEntries(table, listing, position, wanted);
    const page = entries.slice(0, wanted);
    const read = (await readItems(table, page)) as OrderHead[];
    heads.push(...read.filter((head) => isListed(head, filter)));
    position = page.at(-1)?.position;
    if (entries.length <= page.length) return { heads };
    if (heads.length >= limit) break;
  }
  return position === undefined ? { heads } : { heads, position };
};

/** The next keys over all partitions, in order; one more than wanted tells whether there are more. */
const readEntries = async (
  table: Table,
  listing: Listing,
  after: string | undefined,
  wanted: number,
): Promise<Entry[]> => {
  const found = await Promise.all(
    listing.partitions.map((partition) => readPartition(table, listing, partition, after, wanted + 1)),
  );
  const sign = listing.forward ? 1 : -1;
  return found
    .flat()
    .sort((a, b) => (a.position < b.position ? -sign : sign))
    .slice(0, wanted + 1);
};

const readPartition = async (
  table: Table,
  { index, partitionName, sortName, forward, lowest, highest }: Listing,
  partition: string,
  after: string | undefined,
  limit: number,
): Promise<Entry[]> => {
  // BETWEEN includes its ends; the key the last page ended with is dropped after reading.
  const [from, to] = forward ? [after ?? lowest, highest] : [lowest, after ?? highest];
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: index,
      KeyConditionExpression: '#partition = :partition AND #sort BETWEEN :from AND :to',
      ExpressionAttributeNames: { '#partition': partitionName, '#sort': sortName },
      // An empty key value is not allowed; a blank sorts before every key there is.
      ExpressionAttributeValues: { ':partition': partition, ':from': from === '' ? ' ' : from, ':to': to },
      ScanIndexForward: forward,
      Limit: limit + (after === undefined ? 0 : 1),
    }),
  );
  return Items.map((item) => ({ pk: item.pk, sk: item.sk, position: item[sortName] as string }))
    .filter(({ position }) => position !== after)
    .slice(0, limit);
};
