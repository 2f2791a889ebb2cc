/**
 * Units of a SKU that a document announces at a location: of a supplier (`incoming`), or of another location that has
 * sent them (`inTransit`). It lies beside the SKU's stock while anything is open, so that one query says what is coming
 * and when.
 */
export type Coming = {
  sku: string;
  /** The arrival or transfer that announced them. */
  document: string;
  kind: 'incoming' | 'inTransit';
  /** Where they are to arrive. */
  locationId: string;
  /** The location that has sent them. */
  from?: string;
  expectedAt?: string;
  /** Units still to come; it only ever falls. */
  open: number;
};

/** Damaged units of a SKU that lie at a location. */
export type Damaged = { sku: string; locationId: string; damaged: number };

/** What lies beside the stock of a SKU. */
export type Aside = { coming: readonly Coming[]; damaged: readonly Damaged[] };

/** What is coming, soonest first; what nobody has dated comes last. */
export const soonestFirst = (coming: readonly Coming[]): Coming[] =>
  coming.toSorted((a, b) => {
    const [one, other] = [a.expectedAt ?? '~', b.expectedAt ?? '~'];
    if (one !== other) return one < other ? -1 : 1;
    return a.document < b.document ? -1 : 1;
  });
