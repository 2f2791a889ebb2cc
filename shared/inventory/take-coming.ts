import type { Coming } from './coming.ts';
import type { StockChange } from './stock.ts';

/** What is taken off an announcement. */
export type Lowered = { coming: Coming; units: number };

/**
 * Holds what arrives against what was announced: as many units of a SKU as were announced stop to be awaited, and the
 * first movement of the SKU says so. What comes beyond that, or was never announced, is taken in all the same.
 */
export const takeComing = (
  changes: readonly StockChange[],
  announced: ReadonlyMap<string, Coming>,
): { changes: StockChange[]; lowered: Lowered[] } => {
  const lowered: Lowered[] = [];
  const taken = [...Map.groupBy(changes, ({ sku }) => sku)].flatMap(([sku, of]) => {
    const coming = announced.get(sku);
    const arrived = of.reduce((sum, { quantity }) => sum + quantity, 0);
    const units = Math.min(coming?.open ?? 0, arrived);
    if (!coming || units === 0) return of;
    lowered.push({ coming, units });
    return of.map((change, at) =>
      at === 0 ? { ...change, aside: { ...change.aside, [coming.kind]: -units } } : change,
    );
  });
  return { changes: taken, lowered };
};
