import type { Product } from '../../catalog/product.ts';
import { partKey, unitsByPart } from '../line-part.ts';
import { needsOf } from '../needs-of.ts';
import type { Order } from '../order.ts';
import type { PricedItem } from '../price-order.ts';
import type { Takeable } from '../substitutes/choose-substitutes.ts';
import { standIn } from '../substitutes/stand-in.ts';
import type { LineChange } from './amend-lines.ts';
import { lineDifference } from './line-difference.ts';

/** The lines that want more than they had. */
export const growingItems = ({ added, changed }: Pick<LineChange, 'added' | 'changed'>): PricedItem[] => [
  ...changed.filter(({ line, before }) => line.quantity > before).map(({ line }) => line),
  ...added,
];

/** What is there for the growing lines: beside the stock, what the order has reserved and its other lines do not keep. */
export const takeableByGrowing = (
  order: Pick<Order, 'reservations'>,
  change: Pick<LineChange, 'items' | 'added' | 'changed'>,
  takeable: Takeable,
): Takeable => {
  const own = order.reservations.flatMap(({ units }) => units);
  const reserved = unitsByPart(own);
  const left = new Map(takeable);
  const add = (sku: string, units: number): void => void left.set(sku, (left.get(sku) ?? 0) + units);
  for (const { sku, quantity } of own) add(sku, quantity);
  const growing = new Set(growingItems(change).map(({ id }) => id));
  for (const need of change.items.filter(({ id }) => !growing.has(id)).flatMap(needsOf))
    add(need.sku, -Math.min(need.quantity, reserved.get(partKey(need)) ?? 0));
  return left;
};

/**
 * The change with other products in place of growing lines. A new line is simply of the other product; one that the
 * order has goes, and a new one comes, because a line is of one product as long as it lives.
 */
export const substituteLines = (
  order: Pick<Order, 'lines'>,
  change: LineChange,
  chosen: ReadonlyMap<string, Product> | undefined,
): LineChange => {
  if (!chosen || chosen.size === 0) return change;
  let { lastLine } = change;
  const existing = new Set(change.changed.map(({ line }) => line.id));
  const renamed = new Map<string, string>();
  const items = change.items.map((item): PricedItem => {
    const product = chosen.get(item.id);
    if (!product) return item;
    if (!existing.has(item.id)) return standIn(item, product);
    lastLine += 1;
    renamed.set(item.id, `lin_${lastLine}`);
    return { ...standIn(item, product), id: `lin_${lastLine}` };
  });
  const all = items.map((item) => renamedCauses(item, renamed));
  return { ...lineDifference(order, all), items: all, lastLine, agreed: change.agreed };
};

/** What was given for a line is given for what takes its place. */
const renamedCauses = (item: PricedItem, renamed: ReadonlyMap<string, string>): PricedItem => {
  const { gift } = item;
  if (!gift?.causes || renamed.size === 0) return item;
  return { ...item, gift: { ...gift, causes: gift.causes.map((id) => renamed.get(id) ?? id) } };
};
