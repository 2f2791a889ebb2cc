import type { SkuStock } from '../../inventory/effects/load-stock-store.ts';
import { loadWithParts } from '../../inventory/effects/load-with-parts.ts';
import { hoursAfter } from '../../kernel/clock.ts';
import { isProblem, type Problem } from '../../kernel/problem.ts';
import { dueGifts } from '../../promotions/due-gifts.ts';
import type { Table } from '../../runtime/table.ts';
import type { Network } from '../../sourcing/place.ts';
import {
  givingOn,
  type Placement,
  type PlacementContext,
  placeOrder,
  preferencesFor,
} from '../place-order.ts';
import type { PlaceOrderCommand } from '../place-order-schema.ts';
import { priceItems } from '../price-items.ts';
import { chooseSubstitutes, standingBy } from '../substitutes/choose-substitutes.ts';
import { inQuestion } from '../substitutes/in-question.ts';
import { offering, shortagesOf } from '../substitutes/offer-substitutes.ts';
import { takeableOf } from '../substitutes/takeable.ts';

type Stock = ReadonlyMap<string, SkuStock>;

/** What a placement is decided with, for the stock that is known. */
export type PlacingWith = { stock: Stock; network: Network; contextOf: (stock: Stock) => PlacementContext };

const withMore = async (table: Table, stock: Stock, skus: readonly string[]): Promise<Stock> => {
  const unread = skus.filter((sku) => !stock.has(sku));
  return unread.length === 0 ? stock : new Map([...stock, ...(await loadWithParts(table, unread))]);
};

/**
 * Decides a placement. What promotions give with it is read only where they give something. Where something is short,
 * what could be sent instead is read, once: what the buyer agreed to takes the place of the whole line, before anything
 * waits for stock; a refusal offers only what could really be sent.
 */
export const placeOrSubstitute = async (
  table: Table,
  command: PlaceOrderCommand,
  { stock: wished, network, contextOf }: PlacingWith,
): Promise<Placement | Problem> => {
  const known = contextOf(wished);
  const priced = priceItems(command.lines, known.productOf, preferencesFor(command, known));
  if (isProblem(priced)) return priced;
  const { items, currency } = priced;
  const gifts = dueGifts(known.promotions ?? [], items, { ...givingOn(command, known), currency });
  const stock = await withMore(
    table,
    wished,
    gifts.map(({ sku }) => sku),
  );
  const context = contextOf(stock);
  const first = placeOrder(command, context);
  if (isProblem(first) && shortagesOf(first).length === 0) return first;
  const asked = inQuestion(isProblem(first) ? first : first.order, items, context.productOf);
  if (asked.length === 0) return first;
  const wider = await withMore(table, stock, asked);
  const { at, policy, productOf } = contextOf(wider);
  const promisedShipBy = hoursAfter(at, policy.shipping.promiseHours);
  const takeable = takeableOf(wider, network, { ...command, at, promisedShipBy });
  const substitutes = chooseSubstitutes(items, takeable, productOf);
  const second = substitutes.size > 0 ? placeOrder(command, { ...contextOf(wider), substitutes }) : first;
  if (!isProblem(second)) return second;
  if (!isProblem(first)) return first;
  return shortagesOf(second).length === 0
    ? second
    : offering(second, (skus, quantity) => standingBy(skus, quantity, { items, takeable, productOf }));
};
