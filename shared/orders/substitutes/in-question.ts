import type { Product } from '../../catalog/product.ts';
import { isProblem, type Problem } from '../../kernel/problem.ts';
import { waitingOf, waitingParts } from '../backorder.ts';
import { needsOf } from '../needs-of.ts';
import type { Order } from '../order.ts';
import type { PricedItem } from '../price-order.ts';
import { shortagesOf } from './offer-substitutes.ts';
import { agreedSkus } from './stand-in.ts';

/** What was decided of lines: they are refused, or they stand, some perhaps waiting for stock. */
type Decided = Problem | Pick<Order, 'head' | 'backorders'>;

/**
 * The SKUs that come into question instead of what is short: those to be offered with a refusal, and those that were
 * agreed for lines that are refused or would have to wait. None where nothing is short.
 */
export const inQuestion = (
  decided: Decided,
  items: readonly PricedItem[],
  productOf: (sku: string) => Product | undefined,
): string[] => {
  if (!isProblem(decided)) {
    const waiting = new Set(waitingParts(waitingOf(decided)).map(({ lineId }) => lineId));
    return [
      ...new Set(items.filter(({ id }) => waiting.has(id)).flatMap((item) => agreedSkus(item, productOf))),
    ];
  }
  const shortages = shortagesOf(decided);
  const short = new Set(shortages.map(({ sku }) => sku));
  const lines = items.filter((item) => needsOf(item).some(({ sku }) => short.has(sku)));
  return [
    ...new Set([
      ...shortages.flatMap(({ substitutes }) => substitutes),
      ...lines.flatMap((item) => agreedSkus(item, productOf)),
    ]),
  ];
};
