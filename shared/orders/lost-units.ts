import type { StockChange } from '../inventory/stock.ts';

/** Reserved units of a stock row that turned out not to be there, or to be broken. */
export type LostUnits = {
  sku: string;
  locationId: string;
  shard: number;
  quantity: number;
  /** `count`: nobody finds them. `write_off`: they are broken. */
  cause: 'count' | 'write_off';
  /** The fulfilment for which they were looked for. */
  document: string;
};

/**
 * Turns what is given back of lost units into their leaving: nobody can buy again what is not there. A row is changed
 * once in a transaction, so a row gives back what it has, or loses it; who loses a part gives back nothing else of it.
 */
export const withoutLost = (changes: readonly StockChange[], lost: readonly LostUnits[]): StockChange[] =>
  changes.map((change) => {
    const found = lost.find(
      ({ sku, locationId, shard }) =>
        sku === change.sku && locationId === change.locationId && shard === change.shard,
    );
    if (!found || change.kind !== 'release') return change;
    if (found.quantity !== change.quantity)
      throw new Error(
        `${change.quantity} of ${change.sku} are given back, of which ${found.quantity} are lost.`,
      );
    const { cause, document } = found;
    return { ...change, kind: 'issue', document, cause };
  });
