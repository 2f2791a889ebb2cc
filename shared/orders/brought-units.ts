import type { MovementCause, StockChange } from '../inventory/stock.ts';

/** Units that come in for an order: on hand and reserved for it at once, so that nobody else can take them between. */
export type BroughtUnits = {
  sku: string;
  locationId: string;
  shard: number;
  quantity: number;
  cause: MovementCause;
  /** What they came with. */
  document: string;
  /** The row is not there yet; it is made with this safety stock. */
  opensWithSafety?: number;
};

/** Turns what is reserved of units that come in for the order into their coming in. */
export const withBrought = (
  changes: readonly StockChange[],
  brought: readonly BroughtUnits[],
): StockChange[] => {
  if (brought.length === 0) return [...changes];
  const taken = new Set<BroughtUnits>();
  const turned = changes.map((change): StockChange => {
    const found = brought.find(
      ({ sku, locationId, shard }) =>
        sku === change.sku && locationId === change.locationId && shard === change.shard,
    );
    if (!found || change.kind !== 'reserve') return change;
    if (found.quantity !== change.quantity)
      throw new Error(
        `${change.quantity} of ${change.sku} are reserved, of which ${found.quantity} come in with ${found.document}.`,
      );
    taken.add(found);
    const { cause, document, opensWithSafety } = found;
    return {
      ...change,
      kind: 'bring',
      cause,
      document,
      ...(opensWithSafety === undefined ? {} : { opensWithSafety }),
    };
  });
  if (taken.size < brought.length) throw new Error('Units come in that no page of the order reserves.');
  return turned;
};
