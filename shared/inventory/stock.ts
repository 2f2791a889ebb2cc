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

/** Why on-hand stock changed. */
export type MovementCause = 'receipt' | 'adjustment' | 'issue';

/**
 * A change of one stock row, applied by one conditional write. `reserve` takes from available, `release` gives back,
 * `issue` turns reserved units into shipped ones, `receive` and `adjust` change what is there.
 */
export type StockChange = {
  kind: 'reserve' | 'release' | 'issue' | 'receive' | 'adjust';
  sku: string;
  locationId: string;
  shard: number;
  /** Units; only `adjust` may be negative. */
  quantity: number;
  /** The document behind it: an order, a fulfilment, a receipt. */
  document: string;
  /** For `adjust`: the reason a person gave. */
  reason?: string;
  /** For `adjust` below zero: the row's safety stock as read, because corrections may eat into it. */
  safety?: number;
  /** For `receive` and `adjust` above zero: the row is not there yet; it is made with this safety stock. */
  opensWithSafety?: number;
};

/** A ledger entry: on hand = Σ movements, always. Written with the change, never edited. */
export type Movement = {
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
