import type { Money } from '../kernel/money.ts';

/** The most lines one receipt carries: its document stays one item of the table. */
export const MAX_RECEIPT_LINES = 1000;

export type ReceiptLine = { sku: string; quantity: number; unitCost?: Money };

/** Goods that came in at a location, as they were reported. */
export type Receipt = {
  id: string;
  locationId: string;
  lines: readonly ReceiptLine[];
  /** The paper behind it: a delivery note, a purchase order. */
  reference?: string;
  /** The expected arrival that the goods are of. */
  arrivalId?: string;
  receivedAt: string;
};
