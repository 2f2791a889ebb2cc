import type { Movement, StockRow } from '../../shared/inventory/stock.ts';
import { isSpreadPk, MOVEMENT, STOCK } from '../../shared/inventory/stock-keys.ts';
import { difference, type Finding, type Item, type PartitionReport, rowName } from './report.ts';
import { skuAside } from './sku-aside.ts';
import { skuBundles } from './sku-bundles.ts';
import { skuQueue } from './sku-queue.ts';
import { knownToProduct, movedElsewhere, onHandElsewhere } from './spread-rows.ts';

/**
 * Proves a SKU's partition: of each stock row, on hand is the sum of its movements, available is what is neither
 * reserved nor safety, and nothing is negative; beside it, what is damaged or coming, and who waits. Movements are summed, not kept: a busy SKU has very many.
 * The further rows of a hot SKU stand in other partitions than its movements: of them, the sums are held together at the end.
 */
export const skuPartition = () => {
  const moved = new Map<string, number>();
  const movedOf = new Map<string, number>();
  const entries = new Map<string, number>();
  const rows = new Map<string, StoredRow>();
  const aside = skuAside();
  const bundles = skuBundles();
  const queue = skuQueue();
  let movements = 0;
  return {
    add: (item: Item): void => {
      bundles.note(item);
      if (item.sk.startsWith(MOVEMENT)) {
        const entry = item as unknown as Movement;
        movements++;
        aside.addMovement(item);
        // One that changed only what lies beside the stock says nothing of a row.
        if (entry.quantity === 0) return;
        const name = rowName(entry.sku, entry.locationId, entry.shard);
        const sums = entry.shard === 0 ? moved : movedOf;
        sums.set(name, (sums.get(name) ?? 0) + entry.quantity);
        entries.set(name, (entries.get(name) ?? 0) + 1);
      } else if (item.sk.startsWith(STOCK)) {
        const row = item as unknown as StockRow & { moves?: number };
        const name = rowName(row.sku, row.locationId, row.shard);
        rows.set(name, { ...row, key: `${item.pk} ${item.sk}`, isSpread: isSpreadPk(item.pk) });
      } else if (!queue.add(item)) aside.addItem(item);
    },
    end: (): PartitionReport => {
      const beside = aside.end();
      const waiting = queue.end();
      const bundled = bundles.end(rows.size);
      return {
        counts: { 'stock rows': rows.size, movements, ...beside.counts, ...waiting.counts },
        findings: [
          ...[...rows].flatMap(([name, row]) =>
            rowFindings(row, moved.get(name) ?? 0, entries.get(name) ?? 0),
          ),
          ...[...moved.keys()]
            .filter((name) => !rows.has(name))
            .map((name) =>
              difference(
                name,
                'has movements, but no stock row',
                'who deleted the row; its units are sold by nobody',
              ),
            ),
          ...beside.findings,
          ...waiting.findings,
          ...bundled.findings,
        ],
        references: [
          ...beside.references,
          ...waiting.references,
          ...bundled.references,
          ...[...rows.values()].filter(({ isSpread }) => isSpread).map((row) => knownToProduct(row.key, row)),
        ],
        held: [...movedOf].map(([row, units]) => movedElsewhere(row, units)),
        rows: [...rows].flatMap(([name, row]) => [
          { row: name, reserved: row.reserved },
          ...(row.isSpread ? [onHandElsewhere(name, row)] : []),
        ]),
      };
    },
  };
};

type StoredRow = StockRow & { key: string; isSpread: boolean; moves?: number };

const rowFindings = (row: StoredRow, moved: number, entries: number): Finding[] => {
  const { key, sku, onHand, reserved, safety, available, isSpread, moves = 0 } = row;
  const found: Finding[] = [];
  if (!isSpread && onHand !== moved)
    found.push(
      difference(
        key,
        `onHand is ${onHand}, its movements sum to ${moved}`,
        `GET /v1/inventory/${sku}/movements; a change of onHand without its movement`,
      ),
    );
  if (!isSpread && moves !== entries)
    found.push(
      difference(
        key,
        `counts ${moves} movements, but has ${entries}`,
        `GET /v1/inventory/${sku}/movements; a movement that was lost, or written without its row`,
      ),
    );
  if (available !== onHand - reserved - safety)
    found.push(
      difference(
        key,
        `available is ${available}, but ${onHand} on hand − ${reserved} reserved − ${safety} safety = ${onHand - reserved - safety}`,
        'a write that changed one of the four without available',
      ),
    );
  for (const [field, value] of Object.entries({ onHand, reserved, 'onHand − reserved': onHand - reserved }))
    if (value < 0)
      found.push(difference(key, `${field} is negative: ${value}`, 'a write without its condition'));
  return found;
};
