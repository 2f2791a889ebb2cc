/** One stock row: the units of a SKU at a location, or one shard of them where the SKU is hot. */
export type StockRow = {
  sku: string;
  locationId: string;
  shard: number;
  onHand: number;
  reserved: number;
  /** Units never to be promised. */
  safety: number;
  /** onHand − reserved − safety, stored because a condition cannot subtract. */
  available: number;
};

/** Units of a row that are there and promised to nobody, the safety stock included. */
export const freeUnits = ({ onHand, reserved }: StockRow): number => onHand - reserved;

/** Why stock changed. */
export const MOVEMENT_CAUSES = [
  'receipt',
  'adjustment',
  'issue',
  'import',
  'count',
  'damage',
  'repair',
  'write_off',
  'transfer_out',
  'transfer_in',
  'transfer_loss',
  'arrival_expected',
  'arrival_closed',
  'rebalance',
  'production',
] as const;

export type MovementCause = (typeof MOVEMENT_CAUSES)[number];

/**
 * Units beside what is on hand, by what became of them: damaged ones lie at the location, but are not for sale;
 * incoming ones are expected of a supplier, those in transit of another location. A movement says by how much each changed.
 */
export type AsideUnits = { damaged?: number; incoming?: number; inTransit?: number };

/**
 * A change of one stock row, applied by one conditional write. `reserve` takes from available, `release` gives back,
 * `issue` turns reserved units into shipped ones, `receive` and `adjust` change what is there; `move` takes free units from
 * one row of a location or gives them to another, both in one transaction; `bring` takes in units that are reserved at once.
 */
export type StockChange = {
  kind: 'reserve' | 'release' | 'issue' | 'receive' | 'adjust' | 'move' | 'bring';
  sku: string;
  locationId: string;
  shard: number;
  /** Units; only those of `adjust` and `move` may be negative. */
  quantity: number;
  /** The document behind it: an order, a fulfilment, a receipt. */
  document: string;
  /** For `adjust`: the reason a person gave. */
  reason?: string;
  /** Where a correction or receipt is of another kind than its name says. */
  cause?: MovementCause;
  /** What changed beside what is on hand, in the same transaction; the movement says it too. */
  aside?: AsideUnits;
  /** For `adjust` below zero: the row's safety stock as read, because corrections may eat into it. */
  safety?: number;
  /** For `receive` and `adjust` above zero: the row is not there yet; it is made with this safety stock. */
  opensWithSafety?: number;
};

/**
 * A ledger entry: on hand = Σ quantity of a row, always, and the same holds of damaged, incoming and in transit. Written
 * with the change, never edited. `quantity` is 0 where only what lies beside changed.
 */
export type Movement = AsideUnits & {
  id: string;
  sku: string;
  locationId: string;
  shard: number;
  quantity: number;
  cause: MovementCause;
  document: string;
  reason?: string;
  actor: string;
  at: string;
};
