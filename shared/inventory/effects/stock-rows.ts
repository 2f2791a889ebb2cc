import { readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import type { StockRow } from '../stock.ts';
import { stockKey } from '../stock-keys.ts';

/** Which stock row. */
export type RowName = Pick<StockRow, 'sku' | 'locationId' | 'shard'>;

/** A stock row out of its item. */
export const asRow = ({
  sku,
  locationId,
  shard,
  onHand,
  reserved,
  safety,
  available,
}: Record<string, unknown>) => ({ sku, locationId, shard, onHand, reserved, safety, available }) as StockRow;

/** The rows of these names as last committed, in batches; those that were never written are left out. */
export const loadRows = async (table: Table, names: readonly RowName[]): Promise<StockRow[]> =>
  names.length === 0
    ? []
    : (await readItems(table, names.map(stockKey), { ConsistentRead: true })).map(asRow);

/** The rows beyond the first that a SKU may have at these locations. */
export const furtherRows = (sku: string, locationIds: readonly string[], mostShards: number): RowName[] =>
  locationIds.flatMap((locationId) =>
    Array.from({ length: mostShards - 1 }, (_, at) => ({ sku, locationId, shard: at + 1 })),
  );
