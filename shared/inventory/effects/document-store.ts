import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { secondsAfter } from '../../kernel/clock.ts';
import type { Page } from '../../kernel/page.ts';
import { isProblem, type Problem } from '../../kernel/problem.ts';
import type { IdempotencyKey } from '../../runtime/idempotency.ts';
import { type PageRequest, queryPage } from '../../runtime/query-page.ts';
import { type ItemKey, readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import { type DocumentKind, type StockDocument, WORK_SECONDS } from '../stock-document.ts';
import { workIndexKeys } from '../stock-keys.ts';

const upper = (kind: DocumentKind): string => kind.toUpperCase();
const keyOf = (kind: DocumentKind, id: string) => ({ pk: `${upper(kind)}#${id}`, sk: upper(kind) });
const listPk = (kind: DocumentKind, status: string): string => `${upper(kind)}S#${status}`;

/** A document as it is stored, with the key of the request whose answer is still owed. */
export type Stored<T> = { document: T; claim?: IdempotencyKey };

/** The document of this id, as last committed. */
export const findDocument = async <T extends StockDocument>(
  table: Table,
  kind: DocumentKind,
  id: string,
): Promise<Stored<T> | undefined> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keyOf(kind, id), ConsistentRead: true }),
  );
  if (!Item) return undefined;
  const { claim } = Item as { claim?: IdempotencyKey };
  return { document: asDocument<T>(Item), ...(claim ? { claim } : {}) };
};

const asDocument = <T>(item: Record<string, unknown>): T => {
  const { pk: _, sk: __, kindPk: ___, duePk: ____, dueSk: _____, claim: ______, ...document } = item;
  return document as T;
};

/**
 * Writes a document over the version before it. `unfinished` puts it where the sweep finds it, until it is written
 * without; the claim waits there for its answer.
 */
export const documentWrite = (
  kind: DocumentKind,
  next: StockDocument,
  unfinished?: { since: Date; claim?: IdempotencyKey | undefined },
): Write => ({
  label: kind,
  put: {
    Item: {
      ...keyOf(kind, next.id),
      kindPk: listPk(kind, next.status),
      ...next,
      ...(unfinished
        ? {
            ...workIndexKeys({ kind, id: next.id }, secondsAfter(unfinished.since, WORK_SECONDS)),
            ...(unfinished.claim ? { claim: unfinished.claim } : {}),
          }
        : {}),
    },
    ...(next.version === 1
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'version = :read', ExpressionAttributeValues: { ':read': next.version - 1 } }),
  },
});

/** One page of the documents in a state, newest first. */
export const listDocuments = async <T>(
  table: Table,
  kind: DocumentKind,
  status: string,
  page: PageRequest,
): Promise<Page<T> | Problem> => {
  const keys = await queryPage(
    table,
    {
      IndexName: 'byKind',
      KeyConditionExpression: 'kindPk = :all',
      ExpressionAttributeValues: { ':all': listPk(kind, status) },
      ScanIndexForward: false,
    },
    page,
  );
  if (isProblem(keys)) return keys;
  const items = await readItems(table, keys.items as ItemKey[]);
  return { ...keys, items: items.map(asDocument<T>) };
};
