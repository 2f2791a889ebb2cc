/** States of a transfer: agreed, on its way, all of it accounted for; or given up before it left. */
export const TRANSFER_STATUSES = ['created', 'dispatched', 'received', 'cancelled'] as const;

export type TransferStatus = (typeof TRANSFER_STATUSES)[number];

/** The most SKUs of one transfer: it leaves in one transaction. */
export const MAX_TRANSFER_LINES = 30;

/** A SKU of a transfer: what was asked for, what left, and what became of it. */
export type TransferLine = {
  sku: string;
  quantity: number;
  dispatched: number;
  received: number;
  damaged: number;
  lost: number;
};

/** Goods on their way from one location to another; between the two they are in transit, and for sale nowhere. */
export type Transfer = {
  id: string;
  version: number;
  status: TransferStatus;
  fromLocationId: string;
  toLocationId: string;
  lines: readonly TransferLine[];
  reference?: string;
  expectedAt?: string;
  createdAt: string;
  dispatchedAt?: string;
  receivedAt?: string;
};

/** Units of a line that are on their way. */
export const openUnits = ({ dispatched, received, damaged, lost }: TransferLine): number =>
  dispatched - received - damaged - lost;
