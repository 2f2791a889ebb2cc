import type { Product } from '../catalog/product.ts';
import { lastLineOf } from '../orders/amend/amend-lines.ts';
import { amendedEvent } from '../orders/amend/amended-event.ts';
import { itemsOf } from '../orders/amend/items-of.ts';
import { lineDifference } from '../orders/amend/line-difference.ts';
import { basisOf, priceByBasis } from '../orders/amend/pricing-basis.ts';
import { settleDifference } from '../orders/amend/settle-difference.ts';
import type { DecisionContext } from '../orders/decision.ts';
import { givenBackOf } from '../orders/derive-axes.ts';
import { type LinePart, partKey } from '../orders/line-part.ts';
import type { Order, OrderLine } from '../orders/order.ts';
import type { OrderEvent } from '../orders/order-events.ts';
import type { PricedItem } from '../orders/price-order.ts';
import { standIn } from '../orders/substitutes/stand-in.ts';
import { substitutedEvent } from '../orders/substitutes/substituted.ts';
import { toldGoods } from '../orders/told-goods.ts';

/** The order as it is with something else instead of missing units, and under which line and SKU those are sent now. */
export type Replaced = {
  order: Order;
  instead: ReadonlyMap<string, LinePart>;
  events: readonly OrderEvent[];
};

/**
 * The missing units as lines of their own, where all of them may be replaced: their lines agree to it, are of one product
 * each, were not given, and no money was given back on purpose. Undefined where people have to look.
 */
export const replaceable = (
  { head, lines, refunds }: Order,
  missing: ReadonlyMap<string, number>,
): PricedItem[] | undefined => {
  const isRefunding = refunds.some(({ status, excess }) => status === 'pending' && !excess);
  if (isRefunding || givenBackOf(head.totals) > 0) return undefined;
  const items = itemsOf(lines).flatMap((item): PricedItem[] => {
    const quantity = missing.get(partKey({ lineId: item.id, sku: item.sku })) ?? 0;
    const agreed = item.substitutes !== undefined && !item.components && !item.gift;
    return quantity > 0 && agreed ? [{ ...item, quantity }] : [];
  });
  return items.length === [...missing.values()].filter((quantity) => quantity > 0).length ? items : undefined;
};

/**
 * Replaces missing units by what was agreed to be sent instead: their lines have fewer, or go, and new lines come, which
 * never cost more. What was paid too much by that goes back. Stock and fulfilments follow in the same commit.
 */
export const replaceMissing = (
  order: Order,
  missing: readonly PricedItem[],
  chosen: ReadonlyMap<string, Product>,
  context: DecisionContext & { productOf: (sku: string) => Product | undefined },
): Replaced => {
  const { at, actor, policy, productOf } = context;
  let lastLine = lastLineOf(order);
  const names = new Map<string, string>();
  const instead = new Map<string, LinePart>();
  const added = missing.map((item): PricedItem => {
    const product = chosen.get(item.id);
    if (!product) throw new Error(`Nothing was chosen instead of ${item.id}.`);
    lastLine += 1;
    names.set(item.id, `lin_${lastLine}`);
    instead.set(partKey({ lineId: item.id, sku: item.sku }), { lineId: `lin_${lastLine}`, sku: product.sku });
    return { ...standIn(item, product), id: `lin_${lastLine}` };
  });
  const gone = new Map(missing.map(({ id, quantity }) => [id, quantity]));
  const kept = itemsOf(order.lines)
    .map((item) => withCauses({ ...item, quantity: item.quantity - (gone.get(item.id) ?? 0) }, names))
    .filter(({ quantity }) => quantity > 0);
  const items = [...kept, ...added];
  const priced = pricedAs(order, items, lastLine, policy);
  const money = settleDifference(priced, context);
  const change = { ...lineDifference(order, items), items, lastLine, agreed: [] };
  return {
    order: money.order,
    instead,
    events: [
      amendedEvent(order, money.order, ['lines'], change, context, toldGoods(added, productOf)),
      ...substitutedEvent(added, productOf, { at, actor }),
      ...money.events,
    ],
  };
};

/** What was given for a line is given for what is sent instead as well. */
const withCauses = (item: PricedItem, names: ReadonlyMap<string, string>): PricedItem => {
  const causes = item.gift?.causes;
  if (!item.gift || !causes?.some((id) => names.has(id))) return item;
  const all = causes.flatMap((id) => [id, ...(names.has(id) ? [names.get(id) ?? id] : [])]);
  return { ...item, gift: { ...item.gift, causes: all } };
};

const pricedAs = (
  order: Order,
  items: readonly PricedItem[],
  lastLine: number,
  policy: DecisionContext['policy'],
): Order => {
  const { head, body } = order;
  const basis = basisOf(order, policy);
  const { country } = body.shippingAddress;
  const priced = priceByBasis(items, { currency: head.currency, country, policy, basis });
  const { paid, refunded, excess } = head.totals;
  const lines: readonly OrderLine[] = priced.lines;
  return {
    ...order,
    body: { ...body, pricing: basis, lastLine },
    lines,
    head: {
      ...head,
      lineCount: lines.length,
      totals: { ...priced.totals, paid, refunded, ...(excess === undefined ? {} : { excess }) },
    },
  };
};
