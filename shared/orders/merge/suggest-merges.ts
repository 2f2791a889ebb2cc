import { givenBackOf } from '../derive-axes.ts';
import type { Order, OrderHead } from '../order.ts';
import { whyNotRegroup } from '../why-not-regroup.ts';
import { whyNotMerge } from './mergeable.ts';

/** As many orders as one call merges. */
const MOST = 20;

const byAge = (one: OrderHead, other: OrderHead): number =>
  one.placedAt.localeCompare(other.placedAt) || one.id.localeCompare(other.id);

/** What a merge asks of heads alone; the rest is asked of the whole orders. */
const together = (one: OrderHead, other: OrderHead): boolean =>
  one.customerId === other.customerId &&
  one.channel === other.channel &&
  one.shopId === other.shopId &&
  one.currency === other.currency &&
  one.paymentTerms === other.paymentTerms &&
  one.confirmation === other.confirmation;

const mayBeMerged = ({ status, fulfilment, payment, totals }: OrderHead): boolean =>
  status === 'open' &&
  (fulfilment === 'unprocessed' || fulfilment === 'processing' || fulfilment === 'processed') &&
  payment !== 'refunding' &&
  givenBackOf(totals) === 0;

/** The heads that are worth a closer look: those which, as far as heads tell, go together with another one. */
export const worthALook = (heads: readonly OrderHead[]): OrderHead[] => {
  const open = heads.filter(mayBeMerged);
  return open.filter((head) => open.some((other) => other !== head && together(head, other)));
};

/** Of a suggestion's orders, oldest first, those that still go together with the first; fewer than two are none. */
export const stillTogether = (heads: readonly OrderHead[]): OrderHead[] => {
  const [first, ...others] = heads.filter(mayBeMerged).sort(byAge);
  if (!first) return [];
  const left = [first, ...others.filter((other) => together(first, other))];
  return left.length < 2 ? [] : left;
};

/**
 * The groups of one customer's orders that would merge as they stand, each of 2 to {@link MOST}, its oldest first. What
 * was split off on purpose is left alone.
 */
export const suggestMerges = (orders: readonly Order[]): Order[][] => {
  const groups: [Order, ...Order[]][] = [];
  const candidates = orders.filter((order) => !order.body.splitFrom && !whyNotRegroup(order));
  for (const order of candidates.toSorted((one, other) => byAge(one.head, other.head))) {
    const fitting = groups.find(
      ([oldest, ...others]) => others.length < MOST - 1 && !whyNotMerge(oldest, [...others, order]),
    );
    if (fitting) fitting.push(order);
    else groups.push([order]);
  }
  return groups.filter(({ length }) => length > 1);
};
