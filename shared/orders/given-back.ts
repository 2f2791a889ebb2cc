import type { Order } from './order.ts';

/** How many units of each line the buyer has been given money for back, or is being; gifts that came with them among it. */
export const unitsGivenBack = ({ refunds }: Pick<Order, 'refunds'>): Map<string, number> => {
  const units = new Map<string, number>();
  for (const { status, lines = [] } of refunds)
    if (status !== 'failed')
      for (const { lineId, quantity } of lines) units.set(lineId, (units.get(lineId) ?? 0) + quantity);
  return units;
};
