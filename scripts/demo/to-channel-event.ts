import { buyerOf } from './buyer-of.ts';
import { kindOf } from './line-kinds.ts';
import type { Invoice, InvoiceLine } from './read-invoices.ts';

const CURRENCY = 'GBP';

const sumOf = (lines: readonly InvoiceLine[]): number =>
  lines.reduce((sum, { quantity, price }) => sum + Math.abs(quantity * price), 0);

/**
 * An invoice as its shop would tell it: carriage and reductions are amounts of the order; all else is a line, sent as it
 * is, right or wrong. What does not belong into an order is for the intake to refuse.
 */
export const createdEvent = (invoice: Invoice, paid: boolean) => {
  const of = (kind: string): InvoiceLine[] => invoice.lines.filter((line) => kindOf(line) === kind);
  const shipping = sumOf(of('shipping'));
  const discount = sumOf(of('discount'));
  const lines = invoice.lines.filter((line) => ['goods', 'bookkeeping'].includes(kindOf(line)));
  return {
    id: `${invoice.number}-created`,
    event: 'order.created',
    occurredAt: invoice.at,
    order: {
      externalId: invoice.number,
      ...buyerOf(invoice),
      lines: lines.map(({ sku, quantity, price }) => ({
        sku,
        quantity,
        unitPrice: { amount: price, currency: CURRENCY },
      })),
      currency: CURRENCY,
      ...(shipping > 0 ? { shipping } : {}),
      ...(discount > 0 ? { discount } : {}),
      paid,
    },
  };
};

/** The shop's word that an order was cancelled. */
export const cancelledEvent = (original: Invoice, cancellation: Invoice) => ({
  id: `${cancellation.number}-cancelled`,
  event: 'order.cancelled',
  occurredAt: cancellation.at,
  order: { externalId: original.number },
});
