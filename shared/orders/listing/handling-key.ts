import { createHash } from 'node:crypto';
import type { OrderHead } from '../order.ts';

/** What the order of work looks at. */
export type Handled = {
  id: string;
  /** Higher goes first; 0 where the policy prefers nobody. */
  priority?: number;
  promisedShipBy: string;
  placedAt: string;
  skus: readonly string[];
  lineCount: number;
  carrierWish?: string;
};

const padded = (n: number): string => String(n).padStart(4, '0');

/** The same for the same goods, whatever their order and number. */
const goodsSign = (skus: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify([...new Set(skus)].sort()))
    .digest('hex')
    .slice(0, 8);

/**
 * The sort key of work lists, which are read in handling order (B7): preferred customers, where the policy has any; then
 * the earliest promise, who ordered first, fewer lines, the same goods together, the same carrier together.
 */
export const handlingKey = ({
  id,
  priority = 0,
  promisedShipBy,
  placedAt,
  skus,
  lineCount,
  carrierWish = '',
}: Handled): string =>
  [
    padded(9999 - priority),
    promisedShipBy,
    placedAt,
    padded(lineCount),
    goodsSign(skus),
    carrierWish,
    id,
  ].join('#');

/** How much a loyal customer's order is preferred, where the policy says so. */
const PRIORITY: Readonly<Record<OrderHead['tier'], number>> = { A: 20, B: 10, C: 0 };

/** An order's priority by its customer's tier. */
export const priorityOf = (tier: OrderHead['tier']): number => PRIORITY[tier];
