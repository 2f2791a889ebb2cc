import type { Random } from '../../kernel/ids.ts';
import type { Table } from '../../runtime/table.ts';
import type { StockRow } from '../stock.ts';
import { furtherRows, loadRows } from './stock-rows.ts';

/** Who buys: how many units of a SKU at most, and the chance by which buyers of a hot SKU part ways. */
export type ToSell = { wantedOf: (sku: string) => number; random: Random };

/** What is known of a hot SKU: the first row of each location that may sell it, and over how many rows it is spread. */
export type Spread = { sku: string; firstRows: readonly StockRow[]; stockShards: number; mostShards: number };

/**
 * The rows of a hot SKU that a buyer has to know: of each location one, the same by chance, if it alone has what they
 * want. Only where it has too little all rows are read, so that the last units are found wherever they lie; and where
 * the first row lacks safety stock, which the others then keep for it.
 */
export const rowsToSell = async (
  table: Table,
  { sku, firstRows, stockShards, mostShards }: Spread,
  { wantedOf, random }: ToSell,
): Promise<StockRow[]> => {
  const shard = Math.floor(random() * stockShards);
  const whole = firstRows.filter(({ available }) => available >= 0).map(({ locationId }) => locationId);
  const drawn =
    shard === 0
      ? firstRows
      : await loadRows(
          table,
          whole.map((locationId) => ({ sku, locationId, shard })),
        );
  const wanted = wantedOf(sku);
  const enough = drawn.filter(({ available }) => available >= wanted);
  const short = firstRows.filter((row) => !enough.some(({ locationId }) => locationId === row.locationId));
  const places = short.map(({ locationId }) => locationId);
  return [...enough, ...short, ...(await loadRows(table, furtherRows(sku, places, mostShards)))];
};
