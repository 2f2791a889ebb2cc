import type { Aside } from './coming.ts';
import { inventoryView } from './inventory-view.ts';
import type { StockRow } from './stock.ts';
import { csvRows } from './write-csv.ts';

const COLUMNS = [
  'sku',
  'name',
  'locationId',
  'onHand',
  'reserved',
  'available',
  'safety',
  'damaged',
  'incoming',
  'inTransit',
] as const;

/** What is known of a product's stock. */
export type ExportedProduct = { sku: string; name: string; stock: readonly StockRow[]; aside: Aside };

/** The header of an export; an import of the mode `set` understands it. */
export const exportHeader = (): string => csvRows([COLUMNS]);

/** The lines of one product: one for each location where there is anything of it, or where anything is coming. */
export const exportLines = (
  { sku, name, stock, aside }: ExportedProduct,
  inactive: ReadonlySet<string>,
  locationId: string | undefined,
): string =>
  csvRows(
    inventoryView(sku, stock, inactive, aside)
      .locations.filter((each) => locationId === undefined || each.locationId === locationId)
      .map((each) => COLUMNS.map((column) => ({ ...each, sku, name })[column])),
  );
