import type { Movement, StockRow } from '../../shared/inventory/stock.ts';
import { MOVEMENT, PRODUCT, skuOfPk, skuPk, stockKey } from '../../shared/inventory/stock-keys.ts';
import type { Table } from '../../shared/runtime/table.ts';
import { difference, type Finding, type HeldUnits, type Item, type Reference, rowName } from './report.ts';
import { queryPartition } from './scan-table.ts';
import { settled } from './settled.ts';

const ON_HAND = 'on hand of ';

/** The name under which what a row has is summed, where it stands in another partition than its movements. */
const onHandName = (row: string): string => `${ON_HAND}${row}`;

export const isOnHandName = (name: string): boolean => name.startsWith(ON_HAND);

/** What the movements of a row elsewhere sum to. */
export const movedElsewhere = (row: string, units: number): HeldUnits => ({ row: onHandName(row), units });

/** What such a row has. */
export const onHandElsewhere = (row: string, { onHand }: StockRow) => ({
  row: onHandName(row),
  reserved: onHand,
});

/** The product of a spread row must know that it has so many: whoever reads its stock reads no further. */
export const knownToProduct = (key: string, { sku, shard }: StockRow): Reference => ({
  key: { pk: skuPk(sku), sk: PRODUCT },
  wrong: (product) =>
    product && Math.max(Number(product.mostShards ?? 1), Number(product.stockShards ?? 1)) > shard
      ? undefined
      : difference(key, 'its product does not know of the row', 'put-product; its units are seen by nobody'),
});

/** Which of these rows really have other units than their movements say: each is read with its movements again. */
export const confirmOnHand = async (table: Table, names: readonly string[]): Promise<Finding[]> => {
  const findings: Finding[] = [];
  for (const name of names) findings.push(...(await settled(name, () => look(table, name))));
  return findings;
};

const look = async (table: Table, name: string): Promise<Finding[]> => {
  const row = name.slice(ON_HAND.length);
  const [sku = '', locationId = '', shard] = row.split(' · ');
  const key = stockKey({ sku, locationId, shard: Number(shard) });
  let stored: Item | undefined;
  for await (const item of queryPartition(table, key.pk)) if (item.sk === key.sk) stored = item;
  let moved = 0;
  for await (const item of queryPartition(table, skuPk(skuOfPk(key.pk)))) {
    const entry = item as unknown as Movement;
    if (item.sk.startsWith(MOVEMENT) && rowName(sku, entry.locationId, entry.shard) === row)
      moved += entry.quantity;
  }
  const onHand = Number(stored?.onHand ?? 0);
  if (onHand === moved) return [];
  return [
    difference(
      `${key.pk} ${key.sk}`,
      stored
        ? `onHand is ${onHand}, its movements sum to ${moved}`
        : `has movements of ${moved}, but no stock row`,
      `GET /v1/inventory/${sku}/movements; a change of onHand without its movement`,
    ),
  ];
};
