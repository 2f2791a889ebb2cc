import type { Product } from '../../catalog/product.ts';
import { partKey, unitsByPart } from '../line-part.ts';
import { needsOf } from '../needs-of.ts';
import type { Order } from '../order.ts';
import type { PricedItem } from '../price-order.ts';
import type { Takeable } from '../substitutes/choose-substitutes.ts';
import { standIn } from '../substitutes/stand-in.ts';
import type { LineChange } from './amend-lines.ts';

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
  change: LineChange,
  chosen: ReadonlyMap<string, Product> | undefined,
): LineChange => {
  if (!chosen || chosen.size === 0) return change;
  let { lastLine } = change;
  const replacing: PricedItem[] = [];
  const gone: PricedItem[] = [];
  for (const { line, before } of change.changed) {
    const product = chosen.get(line.id);
    if (!product) continue;
    lastLine += 1;
    gone.push({ ...line, quantity: before });
    replacing.push({ ...standIn(line, product), id: `lin_${lastLine}` });
  }
  const added = change.added.map((item) => {
    const product = chosen.get(item.id);
    return product ? standIn(item, product) : item;
  });
  const old = new Set([...gone, ...added].map(({ id }) => id));
  const kept = change.items.filter(({ id }) => !old.has(id));
  return {
    items: [...kept, ...added, ...replacing],
    lastLine,
    added: [...added, ...replacing],
    removed: [...change.removed, ...gone],
    changed: change.changed.filter(({ line }) => !chosen.has(line.id)),
    agreed: change.agreed,
  };
};
