import type { Table } from '../../shared/runtime/table.ts';
import { checkReferences } from './check-references.ts';
import { inspectPartition } from './inspect-partition.ts';
import { confirmPartition, confirmRows } from './look-again.ts';
import type { Difference, Finding, Item, PartitionReport, Reference } from './report.ts';
import { scanTable } from './scan-table.ts';
import { createUnitSums } from './unit-sums.ts';

/** What was proved, what is wrong, and what the system still has to finish. */
export type Verification = {
  /** How many of each were looked at. */
  checked: Readonly<Record<string, number>>;
  differences: readonly Difference[];
  pending: readonly Difference[];
  /** Suspects that were not looked at again, because there were too many. */
  unexamined: number;
};

/** References held back until a batch of reads is worth it. */
const BATCH = 500;

/** A table as broken as this needs no longer list. */
const MOST_SUSPECTS = 500;

/**
 * Proves the system's sums and keys over the whole table; the one place where a scan is right. Memory stays bounded: a
 * partition is looked at when its last item came, and only two numbers per stock row are kept to the end.
 *
 * A scan is not a snapshot while the system works, so what it finds is only a suspicion: each suspect is read again, and
 * what then stands twice in a row, word for word, is reported. What never stands still is reported as pending.
 *
 * `items` narrows it down to some partitions, item by item, where all that belongs together is known to be among them.
 */
export const verifyTable = async (
  table: Table,
  now: Date = new Date(),
  items: AsyncIterable<Item> = scanTable(table),
): Promise<Verification> => {
  const asOf = now.toISOString();
  const checked: Record<string, number> = {};
  const sums = createUnitSums();
  const suspects = new Set<string>();
  let waiting: { pk: string; references: readonly Reference[] }[] = [];
  let waitingCount = 0;

  const follow = async (): Promise<void> => {
    const owners = new Map(waiting.flatMap(({ pk, references }) => references.map((each) => [each, pk])));
    for (const { reference } of await checkReferences(table, [...owners.keys()]))
      suspects.add(owners.get(reference) ?? '');
    checked['unique keys followed'] = (checked['unique keys followed'] ?? 0) + owners.size;
    waiting = [];
    waitingCount = 0;
  };
  const take = async (pk: string, report: PartitionReport): Promise<void> => {
    for (const [what, count] of Object.entries(report.counts)) checked[what] = (checked[what] ?? 0) + count;
    if (report.findings.length > 0) suspects.add(pk);
    sums.add(report);
    if (report.references.length > 0) waiting.push({ pk, references: report.references });
    waitingCount += report.references.length;
    if (waitingCount >= BATCH) await follow();
  };

  let current = inspectPartition('', asOf);
  for await (const item of items) {
    if (item.pk !== current.pk || current.isFull?.()) {
      if (current.pk !== '') await take(current.pk, current.end());
      current = inspectPartition(item.pk, asOf);
    }
    current.add(item);
  }
  if (current.pk !== '') await take(current.pk, current.end());
  await follow();

  const findings: Finding[] = await confirmRows(table, sums.uneven());
  for (const pk of [...suspects].slice(0, MOST_SUSPECTS))
    findings.push(...(await confirmPartition(table, pk, asOf)));
  const of = (severity: Finding['severity']): Difference[] =>
    findings.filter((each) => each.severity === severity).map(({ key, what, look }) => ({ key, what, look }));
  return {
    checked,
    differences: of('difference'),
    pending: of('pending'),
    unexamined: Math.max(0, suspects.size - MOST_SUSPECTS),
  };
};
