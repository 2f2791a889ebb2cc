import type { Product } from '../../catalog/product.ts';
import type { SkuStock } from '../../inventory/effects/load-stock-store.ts';
import { loadWithParts } from '../../inventory/effects/load-with-parts.ts';
import { isProblem, type Problem } from '../../kernel/problem.ts';
import type { Table } from '../../runtime/table.ts';
import { factsOf } from '../../sourcing/order-facts.ts';
import type { Network } from '../../sourcing/place.ts';
import { changeLines } from '../amend/amend-lines.ts';
import type { AmendCommand } from '../amend/amend-schema.ts';
import { growingItems, takeableByGrowing } from '../amend/substitute-lines.ts';
import type { Decision } from '../decision.ts';
import type { Order } from '../order.ts';
import { chooseSubstitutes, standingBy } from '../substitutes/choose-substitutes.ts';
import { inQuestion } from '../substitutes/in-question.ts';
import { offering, shortagesOf } from '../substitutes/offer-substitutes.ts';
import { takeableOf } from '../substitutes/takeable.ts';

type Stock = ReadonlyMap<string, SkuStock>;
type Decided = Decision | Problem | 'nothing';

/** What an amendment is decided with, for the stock that is known and what is sent instead of lines. */
export type AmendingWith = {
  stock: Stock;
  network: Network | undefined;
  at: string;
  decide: (stock: Stock, substitutes?: ReadonlyMap<string, Product>) => Decided;
};

/**
 * Decides an amendment. Where a line that is new or grows is short, what could be sent instead is read, once: what was
 * agreed replaces the whole line; a refusal offers only what could really be sent.
 */
export const amendOrSubstitute = async (
  table: Table,
  order: Order,
  { lines }: AmendCommand,
  { stock, network, at, decide }: AmendingWith,
): Promise<Decided> => {
  const first = decide(stock);
  if (!lines || !network || first === 'nothing') return first;
  if (isProblem(first) && shortagesOf(first).length === 0) return first;
  const change = changeLines(order, lines, (sku) => stock.get(sku)?.product);
  if (isProblem(change)) return first;
  const items = growingItems(change);
  const asked = inQuestion(isProblem(first) ? first : first.next, items, (sku) => stock.get(sku)?.product);
  if (asked.length === 0) return first;
  const unread = asked.filter((sku) => !stock.has(sku));
  const wider = new Map([...stock, ...(await loadWithParts(table, unread))]);
  const productOf = (sku: string): Product | undefined => wider.get(sku)?.product;
  const takeable = takeableByGrowing(order, change, takeableOf(wider, network, factsOf(order, at)));
  const chosen = chooseSubstitutes(items, takeable, productOf);
  const second = chosen.size > 0 ? decide(wider, chosen) : first;
  if (!isProblem(second) || !isProblem(first)) return isProblem(second) ? first : second;
  return shortagesOf(second).length === 0
    ? second
    : offering(second, (skus, quantity) => standingBy(skus, quantity, { items, takeable, productOf }));
};
