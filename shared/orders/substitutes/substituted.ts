import type { Product } from '../../catalog/product.ts';
import type { OrderEvent } from '../order-events.ts';
import type { PricedItem } from '../price-order.ts';
import { standIn } from './stand-in.ts';

/** Lines an event names; it must pass the bus, whose messages are bounded. */
const NAMED_IN_EVENT = 100;

/** The lines as they are sent: some with another product in their place. */
export const substituted = (
  items: readonly PricedItem[],
  chosen: ReadonlyMap<string, Product> | undefined,
): readonly PricedItem[] =>
  chosen
    ? items.map((item) => {
        const product = chosen.get(item.id);
        return product ? standIn(item, product) : item;
      })
    : items;

/** That goods are sent instead of others, as the buyer had agreed; with the names that a message to them speaks of. */
export const substitutedEvent = (
  items: readonly PricedItem[],
  productOf: (sku: string) => Pick<Product, 'name'> | undefined,
  { at, actor }: Pick<OrderEvent, 'at' | 'actor'>,
): OrderEvent[] => {
  const lines = items.flatMap(({ id, sku, name, quantity, unitPrice, substitutedFor }) =>
    substitutedFor === undefined
      ? []
      : [
          {
            lineId: id,
            wished: { sku: substitutedFor, name: productOf(substitutedFor)?.name ?? substitutedFor },
            sent: { sku, name },
            quantity,
            unitPrice,
          },
        ],
  );
  return lines.length === 0
    ? []
    : [{ type: 'substituted', at, actor, data: { lines: lines.slice(0, NAMED_IN_EVENT) } }];
};
