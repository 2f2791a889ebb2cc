import type { Deps } from '../../runtime/deps.ts';
import { transact } from '../../runtime/transact.ts';
import { arrivalChanges } from '../receive-stock.ts';
import type { Arrival } from '../spread-over-shards.ts';
import { loadSkusAt, type SkuStock } from './load-stock-store.ts';
import { PAGE_LABEL, pageWrite, type StoredReceipt } from './receipt-items-store.ts';
import { loadAnnounced, receivingWrites } from './receiving-writes.ts';

/** Rows a page: each may take a row, a movement and its product, beside the page's mark, of 100 writes. */
const PAGE_SIZE = 33;

/** The same where goods were announced: each may take its announcement as well. */
const ANNOUNCED_PAGE_SIZE = 24;

/** Pages counted at the same time. */
const AT_ONCE = 4;

const ATTEMPTS = 8;

/**
 * Counts the pages of a large receipt that are not counted yet. False when a page could not be counted because others
 * kept changing its rows; what is counted stays counted.
 */
export const countPages = async (
  { receipt, arrivals, counted }: StoredReceipt,
  actor: string,
  deps: Deps,
  known: ReadonlyMap<string, SkuStock>,
): Promise<boolean> => {
  const size = receipt.arrivalId === undefined ? PAGE_SIZE : ANNOUNCED_PAGE_SIZE;
  const pages = Array.from({ length: Math.ceil(arrivals.length / size) }, (_, page) => ({
    page,
    arrivals: arrivals.slice(page * size, (page + 1) * size),
  })).filter(({ page }) => !counted.has(page));
  const left = pages.values();
  const work = async (): Promise<boolean> => {
    for (const next of left) if (!(await countPage(next, receipt, actor, deps, known))) return false;
    return true;
  };
  const done = await Promise.all(Array.from({ length: AT_ONCE }, work));
  return done.every((all) => all);
};

const countPage = async (
  { page, arrivals }: { page: number; arrivals: readonly Arrival[] },
  receipt: StoredReceipt['receipt'],
  actor: string,
  { table, now, random }: Deps,
  known: ReadonlyMap<string, SkuStock>,
): Promise<boolean> => {
  const names = arrivals.map(({ sku }) => sku);
  let skus = names.every((sku) => known.has(sku))
    ? known
    : await loadSkusAt(table, receipt.locationId, names);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const changes = arrivalChanges(arrivals, receipt, skus);
    const announced = await loadAnnounced(table, receipt.arrivalId, names);
    const outcome = await transact(
      table,
      [pageWrite(receipt.id, page), ...receivingWrites(changes, announced, { at: now(), actor, random })],
      random,
    );
    if (outcome.committed || outcome.failed.some(({ label }) => label === PAGE_LABEL)) return true;
    // A row was opened by somebody else, a safety stock changed, or announced units came: look again.
    skus = await loadSkusAt(table, receipt.locationId, names);
  }
  return false;
};
