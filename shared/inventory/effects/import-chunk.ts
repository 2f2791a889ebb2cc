import { findLocation } from '../../locations/effects/location-store.ts';
import type { Deps } from '../../runtime/deps.ts';
import { transact } from '../../runtime/transact.ts';
import { bookImport, type ImportStock } from '../book-import.ts';
import type { ReadRow, StockImport } from '../stock-import.ts';
import { errorWrite, loadChunk, PROGRESS_LABEL, progressWrite } from './import-items-store.ts';
import { findImport, settleImport } from './import-store.ts';
import { loadSkusAt } from './load-stock-store.ts';
import { stockWrites } from './stock-store.ts';

/** Writes a transaction has room for beside the chunk's progress; rows looked at for it at most. */
const BUDGET = 98;
const ROWS_AT_ONCE = 98;

/** Times that somebody else may change the rows of a transaction before the queue gives the chunk again. */
const CONFLICTS = 10;

/**
 * Books a chunk of an import from where it was left, some rows a transaction, each with the chunk's progress: a row is
 * booked once, whatever happened to earlier runs. Another run at the same time ends this one.
 */
export const importChunk = async (deps: Deps, id: string, chunk: number): Promise<void> => {
  const document = (await findImport(deps.table, id))?.document;
  if (document?.status !== 'running') return;
  const { table, now, random } = deps;
  const { rows, progress: start } = await loadChunk(table, id, chunk);
  let progress = start;
  for (let conflicts = 0; progress.done < rows.length; ) {
    const next = rows.slice(progress.done, progress.done + ROWS_AT_ONCE);
    const { taken, changes, errors } = bookImport(document, next, await stockOf(next, deps), BUDGET);
    const at = now();
    const to = { done: progress.done + taken, failed: progress.failed + errors.length };
    const outcome = await transact(
      table,
      [
        progressWrite(id, chunk, progress, to, at),
        ...stockWrites(changes, { at, actor: actorOf(document), random }),
        ...errors.map((error) => errorWrite(id, error, at)),
      ],
      random,
    );
    if (outcome.committed) progress = to;
    else if (outcome.failed.some(({ label }) => label === PROGRESS_LABEL)) return;
    else if (++conflicts === CONFLICTS) throw new Error(`The rows of ${id} kept changing.`);
  }
  await settleImport(deps, id, false);
};

const actorOf = ({ createdBy }: StockImport): string => createdBy;

/** What the table knows of the rows' goods. */
const stockOf = async (rows: readonly ReadRow[], { table }: Deps): Promise<(row: ReadRow) => ImportStock> => {
  const places = await Promise.all(
    [...Map.groupBy(rows, ({ locationId }) => locationId)].map(async ([locationId, here]) => {
      const names = here.filter((row) => 'units' in row).map(({ sku }) => sku);
      if (names.length === 0) return [locationId, undefined] as const;
      const [location, skus] = await Promise.all([
        findLocation(table, locationId),
        loadSkusAt(table, locationId, names),
      ]);
      return [locationId, { isLocation: location !== undefined, skus }] as const;
    }),
  );
  const known = new Map(places);
  return ({ sku, locationId }) => {
    const place = known.get(locationId);
    const { product, stock = [] } = place?.skus.get(sku) ?? {};
    return {
      isLocation: place?.isLocation ?? false,
      product,
      rows: stock,
      safety: product?.safetyStock ?? 0,
    };
  };
};
