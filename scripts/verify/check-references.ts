import { wholeItem } from '../../shared/runtime/packed.ts';
import { type ItemKey, readItems } from '../../shared/runtime/read-items.ts';
import type { Table } from '../../shared/runtime/table.ts';
import type { Finding, Item, Reference } from './report.ts';

const nameOf = ({ pk, sk }: ItemKey): string => `${pk}\n${sk}`;

/** Holds references against the items they lead to; each item is read once, consistently enough to be asked again. */
export const checkReferences = async (
  table: Table,
  references: readonly Reference[],
): Promise<{ reference: Reference; finding: Finding }[]> => {
  const keys = new Map(references.map(({ key }) => [nameOf(key), key]));
  const items = ((await readItems(table, [...keys.values()])) as Item[]).map(wholeItem);
  const found = new Map(items.map((item) => [nameOf(item), item]));
  return references.flatMap((reference) => {
    const finding = reference.wrong(found.get(nameOf(reference.key)));
    return finding ? [{ reference, finding }] : [];
  });
};
