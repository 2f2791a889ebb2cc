import type { Product } from '../../catalog/product.ts';
import { isProblem, type Problem } from '../../kernel/problem.ts';
import { waitingOf, waitingParts } from '../backorder.ts';
import { needsOf } from '../needs-of.ts';
import type { Order } from '../order.ts';
import type { PricedItem } from '../price-order.ts';
import { shortagesOf } from './offer-substitutes.ts';
import { agreedSkus } from './stand-in.ts';

/** The most products that one decision reads beside those it is about. */
const MOST_READ = 100;

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
    return bounded(items.filter(({ id }) => waiting.has(id)).flatMap((item) => agreedSkus(item, productOf)));
  }
  const shortages = shortagesOf(decided);
  const short = new Set(shortages.map(({ sku }) => sku));
  const lines = items.filter((item) => needsOf(item).some(({ sku }) => short.has(sku)));
  return bounded([
    ...lines.flatMap((item) => agreedSkus(item, productOf)),
    ...shortages.flatMap(({ substitutes }) => substitutes),
  ]);
};

/** The first of them, each once: where very much is short, not everything that could be sent instead is read. */
const bounded = (skus: readonly string[]): string[] => [...new Set(skus)].slice(0, MOST_READ);
