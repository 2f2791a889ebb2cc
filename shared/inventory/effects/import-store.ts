import { newId } from '../../kernel/ids.ts';
import { isProblem, notFound, type Problem } from '../../kernel/problem.ts';
import type { Deps } from '../../runtime/deps.ts';
import { type Answer, accepted, ok } from '../../runtime/http-answer.ts';
import { logger } from '../../runtime/logger.ts';
import { transact, type Write } from '../../runtime/transact.ts';
import { readStockCsv } from '../read-stock-csv.ts';
import { type ChunkProgress, IMPORT_CHUNK, type ImportMode, type StockImport } from '../stock-import.ts';
import { commitStock } from './commit-stock.ts';
import { documentWrite, findDocument } from './document-store.ts';
import { loadProgress, rowsWrite } from './import-items-store.ts';
import { sendStockWork } from './stock-work-queue.ts';

type Request = {
  body: { mode: ImportMode; csv: string; reason: string };
  actor: { name: string };
  remember: (answer: Answer) => Write[];
};

export const findImport = (table: Deps['table'], id: string) =>
  findDocument<StockImport>(table, 'import', id);

const chunksOf = (rows: number): number[] =>
  Array.from({ length: Math.ceil(rows / IMPORT_CHUNK) }, (_, chunk) => chunk);

/**
 * Takes a file in: its rows are kept in one transaction with the answer, and booked by the queue's worker. Messages that
 * could not be sent are sent by the sweep.
 */
export const startImport = async (
  { body, actor, remember }: Request,
  deps: Deps,
): Promise<Answer | Problem> => {
  const rows = readStockCsv(body.csv, body.mode);
  if (isProblem(rows)) return rows;
  const now = deps.now();
  const document: StockImport = {
    id: newId('imp', now, deps.random),
    version: 1,
    status: 'running',
    mode: body.mode,
    reason: body.reason,
    rows: rows.length,
    createdBy: actor.name,
    createdAt: now.toISOString(),
  };
  const chunks = chunksOf(rows.length);
  const answer = accepted(importView(document, new Map()));
  const result = await commitStock(deps, 'import', async () => ({
    writes: [
      documentWrite('import', document, { since: now }),
      ...chunks.map((chunk) =>
        rowsWrite(document.id, chunk, rows.slice(chunk * IMPORT_CHUNK, (chunk + 1) * IMPORT_CHUNK), now),
      ),
      ...remember(answer),
    ],
    answer,
  }));
  if (!isProblem(result)) await sendChunks(document.id, chunks);
  return result;
};

const sendChunks = async (id: string, chunks: readonly number[]): Promise<void> => {
  try {
    await sendStockWork(chunks.map((chunk) => ({ kind: 'import', id, chunk })));
  } catch (error) {
    logger.warn('The work of an import could not be sent; the sweep sends it.', {
      importId: id,
      error: error as Error,
    });
  }
};

const importView = (document: StockImport, progress: ReadonlyMap<number, ChunkProgress>) => {
  const sum = (field: keyof ChunkProgress) =>
    [...progress.values()].reduce((all, each) => all + each[field], 0);
  const isDone = document.status === 'done';
  const processed = isDone ? document.rows : sum('done');
  const failed = document.failed ?? sum('failed');
  const { version: _, createdBy: __, failed: ___, ...rest } = document;
  return { ...rest, processed, applied: processed - failed, failed };
};

/** How far an import is. */
export const getImport = async (
  { params }: { params: { id: string } },
  { table }: Deps,
): Promise<Answer | Problem> => {
  const [stored, progress] = await Promise.all([
    findImport(table, params.id),
    loadProgress(table, params.id),
  ]);
  return stored ? ok(importView(stored.document, progress)) : notFound('import');
};

/** Ends an import when all of its chunks are booked; sends what is not, if `resend` says so. */
export const settleImport = async (deps: Deps, id: string, resend: boolean): Promise<void> => {
  const stored = await findImport(deps.table, id);
  if (stored?.document.status !== 'running') return;
  const { document } = stored;
  const progress = await loadProgress(deps.table, id);
  const open = chunksOf(document.rows).filter(
    (chunk) => (progress.get(chunk)?.done ?? 0) < sizeOf(chunk, document.rows),
  );
  const now = deps.now();
  const version = document.version + 1;
  if (open.length > 0) {
    if (!resend) return;
    await sendStockWork(open.map((chunk) => ({ kind: 'import', id, chunk })));
    // Found again only if it is not done by then.
    await transact(
      deps.table,
      [documentWrite('import', { ...document, version }, { since: now })],
      deps.random,
    );
    return;
  }
  const failed = [...progress.values()].reduce((sum, each) => sum + each.failed, 0);
  const next = { ...document, version, status: 'done', finishedAt: now.toISOString(), failed };
  // Whoever ended the last chunks at the same time has ended it as well.
  await transact(deps.table, [documentWrite('import', next)], deps.random);
};

const sizeOf = (chunk: number, rows: number): number => Math.min(IMPORT_CHUNK, rows - chunk * IMPORT_CHUNK);
