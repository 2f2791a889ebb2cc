import { hoursAfter } from '../kernel/clock.ts';
import type { Policy } from '../policies/policy.ts';
import type { Hold } from './order.ts';
import type { PricedItem } from './price-order.ts';

type Context = { at: string; policy: Policy; tolerance: number; newHoldId: () => string };

const deviates = ({ unitPrice, cataloguePrice }: PricedItem, tolerance: number): boolean => {
  if (!cataloguePrice || cataloguePrice.currency !== unitPrice.currency) return cataloguePrice !== undefined;
  return Math.abs(unitPrice.amount - cataloguePrice.amount) > cataloguePrice.amount * tolerance;
};

/** How many lines a hold's reason names before it says "and more". */
const NAMED = 5;

/**
 * Looks for what people should see before the order goes on. Prices for now: a line whose price lies further from the
 * catalogue's than the tolerance (zero for a buyer who set the price themselves) puts one hold on the order.
 */
export const detectAnomalies = (
  items: readonly PricedItem[],
  { at, policy, tolerance, newHoldId }: Context,
): Hold[] => {
  const odd = items.filter((item) => deviates(item, tolerance));
  if (odd.length === 0) return [];
  const named = odd
    .slice(0, NAMED)
    .map(
      ({ sku, unitPrice, cataloguePrice }) =>
        `${sku}: ${unitPrice.amount} instead of ${cataloguePrice?.amount} ${unitPrice.currency}`,
    );
  const more = odd.length > NAMED ? ` and ${odd.length - NAMED} more` : '';
  return [
    {
      id: newHoldId(),
      kind: 'price',
      reason: `price differs from the catalogue (minor units): ${named.join('; ')}${more}`.slice(0, 500),
      placedBy: 'system:intake',
      placedAt: at,
      dueAt: hoursAfter(at, policy.holds.answerWithinHours),
    },
  ];
};
