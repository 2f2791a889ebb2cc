import { setTimeout as sleep } from 'node:timers/promises';
import type { Table } from '../../shared/runtime/table.ts';
import type { Slot } from '../../shared/sourcing/capacity.ts';
import { checkReferences } from './check-references.ts';
import { inspectPartition } from './inspect-partition.ts';
import { difference, type Finding, type Item, rowName } from './report.ts';
import { queryPartition, scanUnits } from './scan-table.ts';
import { LOOKS, PAUSE_MS, restless, settled } from './settled.ts';
import { slotName } from './sourcing-partition.ts';
import { confirmOnHand, isOnHandName } from './spread-rows.ts';
import { createUnitSums, type RowSum } from './unit-sums.ts';

/**
 * What is wrong with a partition now: looked at until two looks in a row say the same, or nothing is wrong any more.
 */
export const confirmPartition = (table: Table, pk: string, asOf: string): Promise<Finding[]> =>
  settled(pk, async () => {
    const inspection = inspectPartition(pk, asOf);
    for await (const item of queryPartition(table, pk)) inspection.add(item);
    const { findings, references } = inspection.end();
    return [...findings, ...(await checkReferences(table, references)).map(({ finding }) => finding)];
  });

/**
 * Which of these rows' `reserved` really differ from their reservations, or their on hand from their movements. There is no index from a row to its
 * reservations, so each look is another scan, of the units alone, for all suspects at once.
 */
export const confirmRows = async (table: Table, names: readonly string[]): Promise<Finding[]> => {
  const rows = names.filter((name) => !isOnHandName(name));
  const confirmed = await confirmOnHand(table, names.filter(isOnHandName));
  if (rows.length === 0) return confirmed;
  let suspects = new Map<string, RowSum | undefined>(rows.map((row) => [row, undefined]));
  for (let look = 0; look < LOOKS && suspects.size > 0; look++) {
    if (look > 0) await sleep(PAUSE_MS);
    const now = await unitsNow(table, suspects);
    const still = new Map<string, RowSum>();
    for (const [row, before] of suspects) {
      const sum = now.get(row);
      if (sum.stored === sum.held || (sum.stored === undefined && sum.held === 0)) continue;
      if (before?.stored === sum.stored && before?.held === sum.held) confirmed.push(rowFinding(row, sum));
      else still.set(row, sum);
    }
    suspects = still;
  }
  return [...confirmed, ...[...suspects.keys()].map(restless)];
};

const unitsNow = async (table: Table, wanted: ReadonlyMap<string, unknown>) => {
  const sums = createUnitSums();
  for await (const item of scanUnits(table)) {
    const { sk, sku, locationId, shard, reserved, units } = item;
    const slot = slotOf(item);
    if (slot && wanted.has(slot.row)) sums.add(slot);
    const name = (of: string, at: number): string => rowName(of, locationId as string, at);
    const own = name(sku as string, shard as number);
    if (sk.startsWith('STOCK#') && wanted.has(own))
      sums.add({ held: [], rows: [{ row: own, reserved: reserved as number }] });
    for (const unit of (units ?? []) as { sku: string; shard: number; quantity: number }[]) {
      const row = name(unit.sku, unit.shard);
      if (wanted.has(row)) sums.add({ held: [{ row, units: unit.quantity }], rows: [] });
    }
  }
  return sums;
};

/** A fulfilment's place in a day, or a day's count. */
const slotOf = ({ sk, locationId, slot, day, counter, taken }: Item) => {
  const at = (slot ?? (sk.startsWith('LOAD#') ? { day, counter } : undefined)) as Slot | undefined;
  if (!at) return undefined;
  const row = slotName(locationId as string, at.day, at.counter);
  return slot
    ? { row, held: [{ row, units: 1 }], rows: [] }
    : { row, held: [], rows: [{ row, reserved: taken as number }] };
};

const rowFinding = (row: string, { stored, held }: RowSum): Finding =>
  difference(
    `stock ${row}`,
    stored === undefined
      ? `there is no such row, but ${held} of its units are reserved`
      : `reserved is ${stored}, its reservations hold ${held}`,
    'the orders that hold or held this SKU: a reservation and its units change in one transaction',
  );
