import type { Policy } from '../../policies/policy.ts';
import type { PricedItem } from '../price-order.ts';
import type { Anomaly } from './anomaly.ts';

const NAMED = 5;

/**
 * Quantities above what the shop's policy calls usual: of one SKU (lines of the same SKU count together, or a large
 * order would hide in small lines) and of the whole order.
 */
export const quantityAnomalies = (
  items: readonly Pick<PricedItem, 'sku' | 'quantity'>[],
  { maxUnitsPerSku, maxUnitsPerOrder }: Policy['anomalies'],
): Anomaly[] => {
  const units = new Map<string, number>();
  for (const { sku, quantity } of items) units.set(sku, (units.get(sku) ?? 0) + quantity);
  const odd = [...units].filter(([, quantity]) => quantity > maxUnitsPerSku);
  const all = items.reduce((sum, { quantity }) => sum + quantity, 0);
  return [
    ...(odd.length > 0
      ? [
          found(
            'many_of_one',
            `${odd
              .slice(0, NAMED)
              .map(([sku, quantity]) => `${quantity} of ${sku}`)
              .join(', ')}; more than ${maxUnitsPerSku} is unusual`,
            {
              skus: odd.slice(0, NAMED).map(([sku, quantity]) => ({ sku, quantity })),
              limit: maxUnitsPerSku,
            },
          ),
        ]
      : []),
    ...(all > maxUnitsPerOrder
      ? [
          found('many_in_all', `${all} units in all; more than ${maxUnitsPerOrder} is unusual`, {
            units: all,
            limit: maxUnitsPerOrder,
          }),
        ]
      : []),
  ];
};

const found = (code: string, reason: string, evidence: Anomaly['evidence']): Anomaly => ({
  kind: 'quantity',
  code,
  severity: 'low',
  reason,
  evidence,
});
