import type { Money } from '../kernel/money.ts';
import type { GiftTerms } from './gift.ts';

/** The most units of a gift that one line has, however often its condition is met. */
const MOST_UNITS = 1_000_000;

/** How many units are given for these bought lines. Amounts are of the currency that the terms are in. */
export const unitsByTerms = (
  { quantity, per, minQuantity, minGoods }: GiftTerms,
  causes: readonly { quantity: number; unitPrice: Money }[],
): number => {
  const units = causes.reduce((sum, each) => sum + each.quantity, 0);
  const goods = causes.reduce((sum, each) => sum + each.quantity * each.unitPrice.amount, 0);
  if (units === 0) return 0;
  const times = [
    ...(minQuantity === undefined ? [] : [Math.floor(units / minQuantity)]),
    ...(minGoods === undefined ? [] : [Math.floor(goods / minGoods)]),
  ];
  // Where nothing is asked but that it is bought, each unit is one time.
  const met = times.length === 0 ? units : Math.min(...times);
  if (met === 0) return 0;
  return Math.min(MOST_UNITS, per === 'order' ? quantity : quantity * met);
};
