import type { Contents } from '../orders/fulfilment.ts';

/** Why a location refuses goods. */
export const REJECTION_CODES = [
  'not_found',
  'damaged',
  'too_busy',
  'closed',
  'cannot_handle',
  'other',
] as const;
export type RejectionCode = (typeof REJECTION_CODES)[number];

/** What a location refuses, and why; without lines all that it has not picked. */
export type Rejection = {
  code: RejectionCode;
  note?: string;
  lines?: Contents;
};

/** Whether the goods cannot be sold to anybody else either. */
export const isLost = ({ code }: Rejection): boolean => code === 'not_found' || code === 'damaged';
