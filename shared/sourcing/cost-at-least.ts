import type { SourcingProblem } from './sourcing-problem.ts';

const smallest = (numbers: readonly number[], count: number): number =>
  numbers
    .toSorted((a, b) => a - b)
    .slice(0, count)
    .reduce((sum, each) => sum + each, 0);

/**
 * What every choice costs at least. Units: each from where it costs least, whoever sends. Parcels: SKUs that no place
 * has two of need parcels of their own; each needs as many as its largest stocks take, and the cheapest ones.
 */
export const costAtLeast = ({ wanted, sources, splitPenalty }: SourcingProblem): number => {
  const skus = wanted
    .map((quantity, sku) => {
      const having = sources.flatMap(({ available, unit, parcel }, source) => {
        const units = available[sku] ?? 0;
        return units > 0 ? [{ source, units, unit: unit[sku] ?? 0, parcel }] : [];
      });
      return { quantity, having };
    })
    .filter(({ quantity }) => quantity > 0);
  const goods = skus.reduce((sum, { quantity, having }) => {
    let left = quantity;
    return having
      .toSorted((a, b) => a.unit - b.unit)
      .reduce((cost, { units, unit }) => {
        const taken = Math.min(left, units);
        left -= taken;
        return cost + taken * unit;
      }, sum);
  }, 0);
  const taken = new Set<number>();
  let parcels = 0;
  let sending = 0;
  for (const { quantity, having } of skus.toSorted((a, b) => a.having.length - b.having.length)) {
    if (having.some(({ source }) => taken.has(source))) continue;
    for (const { source } of having) taken.add(source);
    let left = quantity;
    const needed = having
      .toSorted((a, b) => b.units - a.units)
      .filter(({ units }) => {
        const isNeeded = left > 0;
        left -= units;
        return isNeeded;
      }).length;
    parcels += needed;
    sending += smallest(
      having.map(({ parcel }) => parcel),
      needed,
    );
  }
  return goods + sending + splitPenalty * Math.max(0, parcels - 1);
};
