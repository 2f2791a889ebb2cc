import { bytesOf, type Image } from './image.ts';
import type { IndexShape, TableShape } from './table-shape.ts';

/** Units of one write: of the table, and of each index it touches. */
export type WriteUnits = { table: number; indexes: Record<string, number> };

/** A write as it changes an item; `null` is no item. A condition check has the same image twice. */
export type Change = { before: Image | null; after: Image | null };

const UNIT_BYTES = 1024;
/** A transaction writes an item twice: to prepare and to commit. */
const TRANSACTION = 2;

/**
 * What AWS bills for one write. The table: the larger of the item before and after, each started KB a unit, rounded for
 * each item by itself; twice that in a transaction. An index, in a transaction as outside of one: nothing when what it
 * stores of the item stays the same, else the larger of old and new entry; a changed index key is two writes.
 *
 * Sources: Developer Guide, "DynamoDB read and write operations", "Transaction capacity", "Global secondary indexes: write
 * capacity units". That the doubling leaves out the indexes, and the sizing by the larger image, is not said there; it
 * was measured on AWS by the projects nubo-db/dynoxide (pull request 188) and paritysuite/dynamodb-conformance (149).
 */
export function writeUnits(shape: TableShape, change: Change, inTransaction: boolean): WriteUnits {
  const bytes = Math.max(...[change.before, change.after].map((image) => (image ? bytesOf(image) : 0)));
  const indexes: Record<string, number> = {};
  for (const index of shape.indexes) {
    const units = indexUnits(index, change);
    if (units > 0) indexes[index.name] = units;
  }
  return { table: units(bytes) * (inTransaction ? TRANSACTION : 1), indexes };
}

function indexUnits(index: IndexShape, { before, after }: Change): number {
  const old = entryOf(index, before);
  const now = entryOf(index, after);
  if (!old || !now) return [old, now].reduce((sum, entry) => sum + (entry ? sizeUnits(entry) : 0), 0);
  if (!same(old, now, index.keys)) return sizeUnits(old) + sizeUnits(now);
  if (same(old, now, [...new Set([...Object.keys(old), ...Object.keys(now)])])) return 0;
  return Math.max(sizeUnits(old), sizeUnits(now));
}

/** What the index stores of the item; nothing, if the item lacks a key of the index. */
function entryOf({ keys, attributes }: IndexShape, image: Image | null): Image | undefined {
  if (!image || keys.some((key) => image[key] === undefined)) return undefined;
  if (attributes === 'all') return image;
  return Object.fromEntries(attributes.flatMap((name) => (image[name] ? [[name, image[name]]] : [])));
}

const same = (old: Image, now: Image, names: readonly string[]): boolean =>
  names.every((name) => JSON.stringify(old[name]?.value) === JSON.stringify(now[name]?.value));

const sizeUnits = (entry: Image): number => units(bytesOf(entry));

/** Even nothing (a delete of what is not there) is billed as the smallest write. */
const units = (bytes: number): number => Math.max(1, Math.ceil(bytes / UNIT_BYTES));
