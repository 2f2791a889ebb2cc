import type { ReceiptLine } from './receipt.ts';

/** States of an expected arrival; `opening` and `closing` are passed through in the same call, or soon after by a sweep. */
export const ARRIVAL_STATUSES = ['opening', 'expected', 'arrived', 'closing', 'closed'] as const;

export type ArrivalStatus = (typeof ARRIVAL_STATUSES)[number];

/** Goods that a supplier has promised: incoming until they are received, or given up. */
export type ArrivalNotice = {
  id: string;
  version: number;
  status: ArrivalStatus;
  locationId: string;
  expectedAt: string;
  lines: readonly ReceiptLine[];
  /** The paper behind it: a purchase order. */
  reference?: string;
  announcedAt: string;
  /** Who announced it, and closed it. */
  actor: string;
  closedBy?: string;
  /** Why the rest is not awaited any more. */
  reason?: string;
};
