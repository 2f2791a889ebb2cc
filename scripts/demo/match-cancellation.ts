import { kindOf } from './line-kinds.ts';
import type { Invoice } from './read-invoices.ts';

/** What a cancellation of the data means to the system as it is today. */
export type Match =
  | { kind: 'whole order'; original: Invoice }
  | { kind: 'part of an order: a return claim, not yet possible' }
  | { kind: 'no order found' };

export const isCancellation = ({ number }: Invoice): boolean => number.toUpperCase().startsWith('C');

const unitsOf = ({ lines }: Invoice): Map<string, number> => {
  const units = new Map<string, number>();
  for (const line of lines)
    if (kindOf(line) === 'goods') units.set(line.sku, (units.get(line.sku) ?? 0) + Math.abs(line.quantity));
  return units;
};

/** Makes a finder of what a cancellation cancels: the buyer's latest earlier order that it covers, or touches. */
export const cancellationMatcher = (invoices: readonly Invoice[]): ((cancellation: Invoice) => Match) => {
  const byCustomer = Map.groupBy(
    invoices.filter((invoice) => !isCancellation(invoice) && invoice.customerId !== undefined),
    ({ customerId }) => customerId,
  );
  return (cancellation) => {
    const back = unitsOf(cancellation);
    const earlier = (byCustomer.get(cancellation.customerId) ?? []).filter(({ at }) => at <= cancellation.at);
    const touched = earlier.filter((invoice) => [...unitsOf(invoice).keys()].some((sku) => back.has(sku)));
    const whole = touched.findLast((invoice) =>
      [...unitsOf(invoice)].every(([sku, units]) => (back.get(sku) ?? 0) >= units),
    );
    if (whole) return { kind: 'whole order', original: whole };
    return touched.length > 0
      ? { kind: 'part of an order: a return claim, not yet possible' }
      : { kind: 'no order found' };
  };
};
