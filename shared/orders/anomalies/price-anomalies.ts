import type { PricedItem } from '../price-order.ts';
import type { Anomaly } from './anomaly.ts';

/** How many lines a finding names before it says "and more". */
const NAMED = 5;

const deviates = ({ unitPrice, cataloguePrice }: PricedItem, tolerance: number): boolean => {
  if (!cataloguePrice || cataloguePrice.currency !== unitPrice.currency) return cataloguePrice !== undefined;
  return Math.abs(unitPrice.amount - cataloguePrice.amount) > cataloguePrice.amount * tolerance;
};

/** What of the goods' worth by the catalogue the odd lines gain or lose, as a share; all of it where it cannot be compared. */
const weightOf = (odd: readonly PricedItem[], items: readonly PricedItem[]): number => {
  if (odd.some(({ unitPrice, cataloguePrice }) => cataloguePrice?.currency !== unitPrice.currency)) return 1;
  const usual = ({ unitPrice, cataloguePrice }: PricedItem): number => (cataloguePrice ?? unitPrice).amount;
  const worth = items.reduce((sum, item) => sum + usual(item) * item.quantity, 0);
  const off = odd.reduce(
    (sum, item) => sum + Math.abs(item.unitPrice.amount - usual(item)) * item.quantity,
    0,
  );
  return worth === 0 ? 1 : off / worth;
};

/**
 * Prices that lie further from the catalogue's than the tolerance (a share of the catalogue's price), where they matter:
 * together at least `fromShare` of what all goods are worth by the catalogue. Both are zero for a buyer who set the prices
 * themselves. A price in another currency than the catalogue's cannot be compared and is shown too.
 */
export const priceAnomalies = (
  items: readonly PricedItem[],
  { tolerance, fromShare }: { tolerance: number; fromShare: number },
): Anomaly[] => {
  const odd = items.filter((item) => deviates(item, tolerance));
  if (odd.length === 0 || weightOf(odd, items) < fromShare) return [];
  const named = odd
    .slice(0, NAMED)
    .map(
      ({ sku, unitPrice, cataloguePrice }) =>
        `${sku}: ${unitPrice.amount} instead of ${cataloguePrice?.amount} ${unitPrice.currency}`,
    );
  const more = odd.length > NAMED ? ` and ${odd.length - NAMED} more` : '';
  return [
    {
      kind: 'price',
      code: 'off_catalogue',
      severity: odd.some(({ unitPrice }) => unitPrice.amount === 0) ? 'high' : 'low',
      reason: `price differs from the catalogue (minor units): ${named.join('; ')}${more}`,
      evidence: {
        lines: odd.slice(0, NAMED).map(({ id, sku, unitPrice, cataloguePrice }) => ({
          lineId: id,
          sku,
          unitPrice,
          cataloguePrice,
        })),
        count: odd.length,
        tolerance,
      },
    },
  ];
};
