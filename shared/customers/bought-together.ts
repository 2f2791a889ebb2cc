/** How often each product was bought in one order with this one. */
export type Partners = Readonly<Record<string, number>>;

/** Partners that are remembered of a product; the seldom ones give way. */
export const MOST_PARTNERS = 30;

/** Goods of one order that are looked at in pairs: an order of a thousand lines says nothing of taste. */
export const MOST_PAIRED = 5;

/** By product, by how much the count of each of its partners changes. */
export type PairChanges = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** What changes when an order that counted for the pairs of these goods counts for the pairs of those. */
export const pairChanges = (before: readonly string[], after: readonly string[]): PairChanges => {
  const changes = new Map<string, Map<string, number>>();
  const count = (skus: readonly string[], by: number): void => {
    for (const one of skus)
      for (const other of skus) {
        if (one === other) continue;
        const partners = changes.get(one) ?? new Map<string, number>();
        partners.set(other, (partners.get(other) ?? 0) + by);
        changes.set(one, partners);
      }
  };
  count(before.slice(0, MOST_PAIRED), -1);
  count(after.slice(0, MOST_PAIRED), 1);
  for (const [sku, partners] of changes) {
    for (const [partner, by] of partners) if (by === 0) partners.delete(partner);
    if (partners.size === 0) changes.delete(sku);
  }
  return changes;
};

/**
 * The partners of a product after a change. When there is no room, a new one takes the place of the most seldom and its
 * count with it (the "space saving" way to find what is frequent in bounded room): whatever is bought often stays, and
 * counts are too high by no more than the smallest.
 */
export const withPairs = (partners: Partners, changes: ReadonlyMap<string, number>): Partners => {
  const next = new Map(Object.entries(partners));
  for (const [partner, by] of changes) {
    const known = next.get(partner);
    if (known !== undefined) {
      if (known + by > 0) next.set(partner, known + by);
      else next.delete(partner);
    } else if (by > 0) {
      next.set(partner, by + (next.size < MOST_PARTNERS ? 0 : takePlace(next)));
    }
  }
  return Object.fromEntries(next);
};

const takePlace = (partners: Map<string, number>): number => {
  const [seldom, count] = [...partners].reduce((one, other) => (other[1] < one[1] ? other : one));
  partners.delete(seldom);
  return count;
};

/** A product that goes well with others: how often it was bought with them, and with which. */
export type Suggestion = { sku: string; times: number; with: readonly string[] };

/** The products that were bought most often with some, but for those that are not to be suggested; the best first. */
export const suggest = (
  goods: readonly { sku: string; partners: Partners }[],
  without: ReadonlySet<string>,
): Suggestion[] => {
  const found = new Map<string, { times: number; with: string[] }>();
  for (const { sku, partners } of goods)
    for (const [partner, times] of Object.entries(partners)) {
      if (without.has(partner)) continue;
      const suggestion = found.get(partner) ?? { times: 0, with: [] };
      found.set(partner, { times: suggestion.times + times, with: [...suggestion.with, sku] });
    }
  return [...found]
    .map(([sku, each]) => ({ sku, ...each }))
    .sort((one, other) => other.times - one.times || one.sku.localeCompare(other.sku));
};
