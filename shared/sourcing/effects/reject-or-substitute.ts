import type { SkuStock } from '../../inventory/effects/load-stock-store.ts';
import { loadWithParts } from '../../inventory/effects/load-with-parts.ts';
import { isProblem, type Problem } from '../../kernel/problem.ts';
import type { Decision, DecisionContext } from '../../orders/decision.ts';
import type { Order } from '../../orders/order.ts';
import type { PricedItem } from '../../orders/price-order.ts';
import { chooseSubstitutes } from '../../orders/substitutes/choose-substitutes.ts';
import { agreedSkus } from '../../orders/substitutes/stand-in.ts';
import { takeableOf } from '../../orders/substitutes/takeable.ts';
import type { Table } from '../../runtime/table.ts';
import { factsOf } from '../order-facts.ts';
import { refusedUnits, rejectFulfilment } from '../reject-fulfilment.ts';
import type { Rejection } from '../rejection.ts';
import { isLost } from '../rejection.ts';
import { replaceable, replaceMissing } from '../replace-missing.ts';
import type { SourcingContext } from '../source-anew.ts';

type Stock = ReadonlyMap<string, SkuStock>;
type Decided = Decision | Problem | 'nothing';
type Context = DecisionContext & SourcingContext;

export const standsStill = (decided: Decided): boolean =>
  decided !== 'nothing' &&
  !isProblem(decided) &&
  decided.events.some(({ type }) => type === 'exception_unsourced');

/**
 * Takes goods back from a location that refuses them. Where no location can send them, what the buyer agreed to is read,
 * once, and sent instead, if it is there for all that is missing; else people have to look, as ever.
 */
export const rejectOrSubstitute = async (
  table: Table,
  order: Order,
  id: string,
  rejection: Rejection,
  context: Context,
): Promise<Decided> => {
  const first = rejectFulfilment(order, id, rejection, context);
  const fulfilment = order.fulfilments.find((each) => each.id === id);
  if (!fulfilment || !standsStill(first)) return first;
  const refused = refusedUnits(fulfilment, rejection);
  const missing = Array.isArray(refused)
    ? undefined
    : replaceable(order, refused as ReadonlyMap<string, number>);
  if (!missing) return first;
  const productOf = (sku: string) => context.stock.get(sku)?.product;
  const asked = missing.flatMap((item) => agreedSkus(item, productOf));
  if (asked.length === 0) return first;
  const more = await loadWithParts(table, asked);
  return withSubstitutes(first, order, { id, rejection, missing, more }, context);
};

type Missing = { id: string; rejection: Rejection; missing: readonly PricedItem[]; more: Stock };

const withSubstitutes = (
  first: Decided,
  order: Order,
  { id, rejection, missing, more }: Missing,
  context: Context,
): Decided => {
  const { network, at } = context;
  const marked = factsOf(markedAs(order, id, rejection, at), at);
  const stock = new Map([...context.stock, ...more]);
  const productOf = (sku: string) => stock.get(sku)?.product;
  const takeable = new Map([
    ...takeableOf(more, network, isLost(rejection) ? factsOf(order, at) : marked),
    ...takeableOf(context.stock, network, marked),
  ]);
  const chosen = chooseSubstitutes(missing, takeable, productOf);
  if (chosen.size === 0) return first;
  const replaced = replaceMissing(
    order,
    missing.filter((item) => chosen.has(item.id)),
    chosen,
    { ...context, productOf },
  );
  const { instead } = replaced;
  const second = rejectFulfilment(replaced.order, id, rejection, { ...context, stock, instead });
  if (second === 'nothing' || isProblem(second) || standsStill(second)) return first;
  return { ...second, events: [...replaced.events, ...second.events] };
};

const markedAs = (order: Order, id: string, { code }: Rejection, at: string): Order => ({
  ...order,
  fulfilments: order.fulfilments.map((each) => (each.id === id ? { ...each, rejected: { code, at } } : each)),
});
