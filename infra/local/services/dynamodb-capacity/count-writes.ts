import { applyUpdate } from './apply-update.ts';
import { imageOf } from './image.ts';
import type { Images } from './images.ts';
import { type RequestedWrite, requestedWrites } from './requested-writes.ts';
import { type Change, type WriteUnits, writeUnits } from './write-units.ts';

type Body = Readonly<Record<string, unknown>>;

/** The write units of a request by table or `table/index`; `exact` is false where an item was not known before. */
export type CountedWrites = { units: Record<string, number>; exact: boolean };

/**
 * Counts what an answered write costs by AWS's rules, and remembers what the items are from now on. Of an item that is
 * not known (written before this start, not read since), the least is taken: a put makes a new item; an update stays under
 * 1 KB and touches no index; what is deleted or checked is under 1 KB and in no index.
 */
export function countWrites(images: Images, operation: string, request: Body, answer: Body): CountedWrites {
  const counted: CountedWrites = { units: {}, exact: true };
  const left = requestedWrites(operation, { RequestItems: answer.UnprocessedItems }).map(identity);
  for (const write of requestedWrites(operation, request)) {
    if (left.includes(identity(write))) continue;
    const { units, known } = count(images, write, operation === 'TransactWriteItems');
    add(counted.units, write.table, units.table);
    for (const [index, amount] of Object.entries(units.indexes)) {
      add(counted.units, `${write.table}/${index}`, amount);
    }
    counted.exact &&= known;
  }
  return counted;
}

function count(
  images: Images,
  write: RequestedWrite,
  inTransaction: boolean,
): { units: WriteUnits; known: boolean } {
  const shape = images.shapeOf(write.table);
  if (!shape) return { units: { table: inTransaction ? 2 : 1, indexes: {} }, known: false };
  const key = write.kind === 'Put' ? write.item : write.key;
  const before = images.get(write.table, key);
  const change = changeBy(write, before, shape.stored);
  // What an update makes of an unknown item is as unknown.
  const learned = before !== undefined || write.kind === 'Put' || write.kind === 'Delete';
  if (learned && write.kind !== 'ConditionCheck') images.set(write.table, key, change.after);
  return { units: writeUnits(shape, change, inTransaction), known: before !== undefined };
}

function changeBy(
  write: RequestedWrite,
  known: Change['before'] | undefined,
  stored: (attribute: string) => boolean,
): Change {
  const before = known ?? null;
  switch (write.kind) {
    case 'Put':
      return { before, after: imageOf(write.item, stored) };
    case 'Update': {
      if (known === undefined) return { before: null, after: null };
      return { before, after: applyUpdate(known ?? imageOf(write.key, stored), write.update, stored) };
    }
    case 'Delete':
      return { before, after: null };
    case 'ConditionCheck':
      return { before, after: before };
  }
}

const identity = (write: RequestedWrite): string =>
  JSON.stringify([write.table, write.kind, write.kind === 'Put' ? write.item : write.key]);

function add(units: Record<string, number>, place: string, amount: number): void {
  units[place] = (units[place] ?? 0) + amount;
}
