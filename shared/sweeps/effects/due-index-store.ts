import { paginateQuery, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { partId } from '../../kernel/ids.ts';
import { type DueKind, duePk, INDEX_SHARDS, orderPk, ordinalOf, stagePk } from '../../orders/order-keys.ts';
import type { Stage } from '../../orders/stage.ts';
import type { Table } from '../../runtime/table.ts';
import type { DueMessage } from '../due-message.ts';

/** Keys a page, so that a sweep sends what it has read before it reads on. */
const PAGE = 200;

const ORDER = orderPk('');
const shards = Array.from({ length: INDEX_SHARDS }, (_, shard) => shard);

/** The keys of one index partition that sort before a moment's end: what is due, and nothing that is not. */
async function* pagesOf(
  table: Table,
  index: Pick<QueryCommandInput, 'IndexName' | 'KeyConditionExpression'>,
  partition: string,
  asOf: string,
): AsyncGenerator<Record<string, string>[]> {
  const pages = paginateQuery(
    { client: table.client, pageSize: PAGE },
    {
      TableName: table.name,
      ...index,
      // Every key of this very instant still belongs to it.
      ExpressionAttributeValues: { ':partition': partition, ':end': `${asOf}~` },
    },
  );
  for await (const { Items = [] } of pages) if (Items.length > 0) yield Items as Record<string, string>[];
}

const BY_STAGE = {
  IndexName: 'byStage',
  KeyConditionExpression: 'stagePk = :partition AND stageSk < :end',
};
const BY_DUE = { IndexName: 'byDue', KeyConditionExpression: 'duePk = :partition AND dueSk < :end' };

/** The orders of these stages whose clock has rung, page by page. */
export async function* dueOrders(
  table: Table,
  kind: 'unpaid' | 'shipping' | 'completion',
  stages: readonly Stage[],
  asOf: string,
): AsyncGenerator<DueMessage[]> {
  for (const stage of stages)
    for (const shard of shards)
      for await (const page of pagesOf(table, BY_STAGE, stagePk(stage, shard), asOf))
        yield page.map(({ pk = '' }) => ({ kind, orderId: pk.slice(ORDER.length), asOf }));
}

/** The parcels that are silent, or the placements that are abandoned, page by page. */
export async function* dueParts(table: Table, kind: DueKind, asOf: string): AsyncGenerator<DueMessage[]> {
  for (const shard of shards)
    for await (const page of pagesOf(table, BY_DUE, duePk(kind, shard), asOf))
      yield page.map(({ pk = '', sk = '' }): DueMessage => {
        const orderId = pk.slice(ORDER.length);
        if (kind !== 'parcel') return { kind, orderId, asOf };
        return { kind, orderId, fulfilmentId: partId('ful', orderId, ordinalOf(sk)), asOf };
      });
}
