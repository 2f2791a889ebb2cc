import type { Product } from '../catalog/product.ts';
import { type Coming, soonestFirst } from './coming.ts';

/** What says when units that are waited for will be there. */
export type Outlook = {
  product: Pick<Product, 'availableFrom' | 'backorderLeadDays'> | undefined;
  coming: readonly Coming[];
};

const DAY_MS = 86_400_000;

const daysAfter = (at: string, days: number): string =>
  new Date(Date.parse(at) + days * DAY_MS).toISOString();

const later = (one: string, other: string): string => (one > other ? one : other);

/**
 * When the unit at some place of the queue is expected: with the announced goods that reach so far, soonest first. What
 * nothing is announced for comes when the product does, or after its usual lead time; else nobody knows.
 *
 * @param place how many units the queue waits for up to and with this one, less those that are there already.
 * @param since when it began to wait; the same question later has the same answer, as long as nothing else is announced.
 */
export const expectedFor = (
  place: number,
  { product, coming }: Outlook,
  since: string,
): string | undefined => {
  let reached = 0;
  for (const { expectedAt, open } of soonestFirst(coming)) {
    if (expectedAt === undefined) break;
    reached += open;
    if (reached >= place) return later(expectedAt, since);
  }
  const { availableFrom, backorderLeadDays } = product ?? {};
  const released = availableFrom === undefined ? undefined : `${availableFrom}T00:00:00.000Z`;
  if (released !== undefined && released > since) return released;
  return backorderLeadDays === undefined ? undefined : daysAfter(since, backorderLeadDays);
};
