import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { epochSeconds } from '../../kernel/clock.ts';
import type { Page } from '../../kernel/page.ts';
import { isProblem, type Problem } from '../../kernel/problem.ts';
import { type PageRequest, queryPage } from '../../runtime/query-page.ts';
import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import type { ChunkProgress, ImportError, ReadRow } from '../stock-import.ts';

/** Rows and errors of an import are of use for a quarter. */
const KEPT_SECONDS = 92 * 24 * 3600;

const PROGRESS = 'PROGRESS#';
const ERROR = 'ERROR#';

/** The label of a chunk's progress; a failure of it means that another run works on the chunk. */
export const PROGRESS_LABEL = 'import progress';

const pkOf = (id: string): string => `IMPORT#${id}`;
const rowsSk = (chunk: number): string => `ROWS#${String(chunk).padStart(4, '0')}`;
const progressSk = (chunk: number): string => `${PROGRESS}${String(chunk).padStart(4, '0')}`;
const expiry = (now: Date) => ({ expiresAt: epochSeconds(now) + KEPT_SECONDS });

/** Keeps a chunk's rows until they are booked, compressed: figures repeat themselves. */
export const rowsWrite = (id: string, chunk: number, rows: readonly ReadRow[], now: Date): Write => ({
  label: 'import rows',
  put: {
    Item: { pk: pkOf(id), sk: rowsSk(chunk), rows: deflateRawSync(JSON.stringify(rows)), ...expiry(now) },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});

/** A chunk's rows and how far they are booked. */
export const loadChunk = async (
  table: Table,
  id: string,
  chunk: number,
): Promise<{ rows: ReadRow[]; progress: ChunkProgress }> => {
  const read = async (sk: string) =>
    (
      await table.client.send(
        new GetCommand({ TableName: table.name, Key: { pk: pkOf(id), sk }, ConsistentRead: true }),
      )
    ).Item;
  const [stored, progress] = await Promise.all([read(rowsSk(chunk)), read(progressSk(chunk))]);
  if (!stored) throw new Error(`The import ${id} has no rows of chunk ${chunk}.`);
  return {
    rows: JSON.parse(inflateRawSync(stored.rows as Uint8Array).toString()),
    progress: { done: (progress?.done as number) ?? 0, failed: (progress?.failed as number) ?? 0 },
  };
};

/** Moves a chunk on from where it was read. */
export const progressWrite = (
  id: string,
  chunk: number,
  from: ChunkProgress,
  to: ChunkProgress,
  now: Date,
): Write => ({
  label: PROGRESS_LABEL,
  put: {
    Item: { pk: pkOf(id), sk: progressSk(chunk), ...to, ...expiry(now) },
    ...(from.done === 0
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'done = :from', ExpressionAttributeValues: { ':from': from.done } }),
  },
});

export const errorWrite = (id: string, error: ImportError, now: Date): Write => ({
  label: 'import error',
  put: {
    Item: {
      pk: pkOf(id),
      sk: `${ERROR}${String(error.line).padStart(8, '0')}`,
      ...error,
      ...expiry(now),
    },
  },
});

/** How far each chunk is; chunks that were not begun are left out. */
export const loadProgress = async (table: Table, id: string): Promise<Map<number, ChunkProgress>> => {
  const progress = new Map<number, ChunkProgress>();
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :progress)',
      ExpressionAttributeValues: { ':pk': pkOf(id), ':progress': PROGRESS },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages)
    for (const { sk, done, failed } of Items)
      progress.set(Number(String(sk).slice(PROGRESS.length)), { done, failed });
  return progress;
};

/** One page of the rows that were not booked, in the order of the file. */
export const listImportErrors = async (
  table: Table,
  id: string,
  page: PageRequest,
): Promise<Page<ImportError> | Problem> => {
  const found = await queryPage(
    table,
    {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :error)',
      ExpressionAttributeValues: { ':pk': pkOf(id), ':error': ERROR },
      ConsistentRead: true,
    },
    page,
  );
  if (isProblem(found)) return found;
  const items = found.items.map(
    ({ line, sku, locationId, code, message }) => ({ line, sku, locationId, code, message }) as ImportError,
  );
  return { ...found, items };
};
