import type { Shortage } from '../inventory/demand.ts';
import { type Problem, problem } from '../kernel/problem.ts';

/** 409: nothing was reserved; says for each SKU what there is. */
export const insufficientStock = (shortages: readonly Shortage[]): Problem =>
  problem(409, 'insufficient_stock', 'Not enough in stock', {
    detail: shortages
      .slice(0, 5)
      .map(({ sku, requested, available }) => `${sku}: ${requested} wanted, ${available} available`)
      .join('; '),
    extra: { shortages },
  });
