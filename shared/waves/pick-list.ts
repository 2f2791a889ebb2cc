import { type Bins, walkingOrder, zoneOf } from './bin.ts';
import type { Member } from './member.ts';

/** One stop: a SKU at its bin, how many in all, and for whom. */
export type PickRow = {
  bin?: string;
  zone: string;
  sku: string;
  name: string;
  quantity: number;
  /** Whose they are, by the place of their tote. */
  for: readonly { position: number; fulfilmentId: string; orderNumber: string; quantity: number }[];
};

type Wanted = PickRow['for'][number] & { sku: string };

/**
 * What is still to be picked, stop by stop in walking order. Quantities are summed per bin and SKU. Goods of which
 * nobody said where they lie come last, by SKU.
 */
export const pickListOf = (
  members: readonly Member[],
  bins: Bins,
  names: ReadonlyMap<string, string>,
): PickRow[] => {
  const bySku = Map.groupBy(members.flatMap(wantedOf), ({ sku }) => sku);
  const stops = new Map(walkingOrder(bins.values()).map((bin, at) => [bin, at]));
  const stopOf = (bin: string | undefined): number => stops.get(bin ?? '') ?? stops.size;
  return [...bySku]
    .map(([sku, wanted]): PickRow => {
      const bin = bins.get(sku);
      return {
        ...(bin === undefined ? {} : { bin }),
        zone: zoneOf(bin),
        sku,
        name: names.get(sku) ?? '',
        quantity: wanted.reduce((sum, { quantity }) => sum + quantity, 0),
        for: wanted.map(({ sku: _, ...each }) => each),
      };
    })
    .sort((one, other) => stopOf(one.bin) - stopOf(other.bin) || (one.sku < other.sku ? -1 : 1));
};

/** What is missing of a fulfilment, by SKU; several lines of one SKU are one wish. */
const wantedOf = ({ state, fulfilment, position, fulfilmentId }: Member): Wanted[] => {
  if (!fulfilment || (state !== 'to_pick' && state !== 'short')) return [];
  const missing = new Map<string, number>();
  for (const { sku, quantity, picked } of fulfilment.lines)
    if (quantity > picked) missing.set(sku, (missing.get(sku) ?? 0) + quantity - picked);
  const { orderNumber } = fulfilment;
  return [...missing].map(([sku, quantity]) => ({ position, fulfilmentId, orderNumber, quantity, sku }));
};
