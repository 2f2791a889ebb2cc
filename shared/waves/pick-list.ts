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
  for: readonly {
    position: number;
    fulfilmentId: string;
    orderNumber: string;
    quantity: number;
    /** What is to be written, engraved or cut, or is so already: which of them goes to whom. */
    personalisation?: string;
  }[];
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

/** What is missing of a fulfilment, by SKU; several lines of one SKU are one wish, unless each is personal. */
const wantedOf = ({ state, fulfilment, position, fulfilmentId }: Member): Wanted[] => {
  if (!fulfilment || (state !== 'to_pick' && state !== 'short')) return [];
  const { orderNumber, lines } = fulfilment;
  const missing = Map.groupBy(
    lines.filter(({ quantity, picked }) => quantity > picked),
    ({ sku, personalisation }) => JSON.stringify([sku, personalisation]),
  );
  return [...missing.values()].flatMap(([first, ...rest]): Wanted[] => {
    if (!first) return [];
    const { sku, personalisation } = first;
    const quantity = [first, ...rest].reduce((sum, line) => sum + line.quantity - line.picked, 0);
    const wanted = { position, fulfilmentId, orderNumber, quantity, sku };
    return [personalisation === undefined ? wanted : { ...wanted, personalisation }];
  });
};
