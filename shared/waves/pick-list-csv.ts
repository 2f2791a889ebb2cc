import { BYTE_ORDER_MARK, csvRows } from '../inventory/write-csv.ts';
import type { PickRow } from './pick-list.ts';

const COLUMNS = ['stop', 'zone', 'bin', 'sku', 'name', 'quantity', 'totes'] as const;

/** Which totes get how many: `1×2; 3×1`; personal goods with what stands on them: `4×1 “For Bo”`. */
export const totesOf = (row: Pick<PickRow, 'for'>): string =>
  row.for
    .map(
      ({ position, quantity, personalisation }) =>
        `${position}×${quantity}${personalisation === undefined ? '' : ` “${personalisation}”`}`,
    )
    .join('; ');

/** A pick list for a spreadsheet or a hand terminal; a line for each stop. */
export const pickListCsv = (rows: readonly PickRow[]): string =>
  BYTE_ORDER_MARK +
  csvRows([
    COLUMNS,
    ...rows.map((row, at) => [
      at + 1,
      row.zone,
      row.bin ?? '',
      row.sku,
      row.name,
      row.quantity,
      totesOf(row),
    ]),
  ]);
