import { type NeedingLine, partsOf } from './needs-of.ts';

/** Goods of one SKU that an order's line takes; a bundle's line has several. */
export type LinePart = { lineId: string; sku: string };

/** Line and SKU as one key; ids of lines have no space. */
export const partKey = ({ lineId, sku }: LinePart): string => `${lineId} ${sku}`;

/** Sums units by line and SKU. */
export const unitsByPart = (units: readonly (LinePart & { quantity: number })[]): Map<string, number> => {
  const sums = new Map<string, number>();
  for (const each of units) sums.set(partKey(each), (sums.get(partKey(each)) ?? 0) + each.quantity);
  return sums;
};

/** How many whole units of a line can be made of these parts. */
export const wholeUnits = (line: NeedingLine, parts: ReadonlyMap<string, number>): number =>
  Math.min(
    ...partsOf(line).map(({ sku, quantity }) =>
      Math.floor((parts.get(partKey({ lineId: line.id, sku })) ?? 0) / quantity),
    ),
  );
