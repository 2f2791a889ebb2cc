import type { Component } from '../catalog/product.ts';
import type { Demand } from '../inventory/demand.ts';
import type { OrderLine } from './order.ts';

/** What of a line says what it takes from stock. */
export type NeedingLine = Pick<OrderLine, 'id' | 'sku' | 'quantity' | 'components' | 'madeToOrder'>;

/** What one unit of a line is made of: a bundle's parts, else the goods themselves. */
export const partsOf = ({ sku, components }: Pick<NeedingLine, 'sku' | 'components'>): readonly Component[] =>
  components ?? [{ sku, quantity: 1 }];

/**
 * What a line takes from stock: itself, or as a bundle its parts, each once. Line and SKU together name a need
 * everywhere (reserved units, lines of fulfilments): neither is enough alone. What is made to order takes nothing.
 */
export const needsOf = (line: NeedingLine): Demand[] => (line.madeToOrder ? [] : unitsOf(line));

/** Whether some of these units were made for the order: no others can take their place. */
export const wereMade = (
  lines: readonly Pick<OrderLine, 'id' | 'madeToOrder'>[],
  units: readonly { lineId: string }[],
): boolean => {
  const made = new Set(lines.filter(({ madeToOrder }) => madeToOrder).map(({ id }) => id));
  return made.size > 0 && units.some(({ lineId }) => made.has(lineId));
};

/** What a line consists of, wherever it comes from. */
export const unitsOf = (line: NeedingLine): Demand[] =>
  partsOf(line).map((part) => ({ lineId: line.id, sku: part.sku, quantity: part.quantity * line.quantity }));
