import { asProduct } from '../../catalog/product-item.ts';
import { idsOf } from '../../customers/customer.ts';
import { readCredit } from '../../customers/effects/credit-store.ts';
import { followMerges } from '../../customers/effects/family-store.ts';
import { readPurchases, salesOf } from '../../habits/effects/habit-store.ts';
import { salesKey } from '../../habits/habit-keys.ts';
import { NO_PURCHASES, NO_SALES, type SkuHabits } from '../../habits/habits.ts';
import { withComing } from '../../inventory/effects/load-coming.ts';
import type { SkuStock } from '../../inventory/effects/load-stock-store.ts';
import { loadWithParts } from '../../inventory/effects/load-with-parts.ts';
import { PRODUCT, skuPk } from '../../inventory/stock-keys.ts';
import type { Actor } from '../../kernel/actor.ts';
import { isProblem } from '../../kernel/problem.ts';
import { dueGifts } from '../../promotions/due-gifts.ts';
import { loadRunning } from '../../promotions/effects/promotion-store.ts';
import type { Promotion } from '../../promotions/promotion.ts';
import type { Deps } from '../../runtime/deps.ts';
import { readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import { loadNetwork } from '../../sourcing/effects/network-store.ts';
import { changeLines } from '../amend/amend-lines.ts';
import { amendOrder } from '../amend/amend-order.ts';
import type { AmendCommand } from '../amend/amend-schema.ts';
import type { Around } from '../anomalies/look-again.ts';
import { giveWhatIsThere } from '../gifts/give-what-is-there.ts';
import { partsOf } from '../needs-of.ts';
import type { Order } from '../order.ts';
import { amendOrSubstitute } from './amend-or-substitute.ts';
import type { DecideLater } from './change-order.ts';
import { loadReviewRules } from './review-rule-store.ts';

type Stock = ReadonlyMap<string, SkuStock>;

/**
 * Reads products and stock of the lines that are new or grow, and what the changed order is looked at with; then decides.
 * All of it again when somebody was faster.
 */
export const amendFrom =
  ({ table, random }: Deps, command: AmendCommand, by: Actor): DecideLater =>
  async (order, context) => {
    const grows = growing(order, command);
    const [bought, network, around, rules, running] = await Promise.all([
      loadWithParts(table, grows, partsOfGrowing(order, grows)),
      grows.length > 0 ? loadNetwork(table, new Date(context.at), true) : undefined,
      loadAround(table, order, command),
      // A confirmed order is asked about again when it is raised.
      context.rules ?? loadReviewRules(table),
      command.lines ? loadRunning(table) : [],
    ]);
    const given = await withGifts(table, order, command, {
      stock: bought,
      promotions: running,
      at: context.at,
    });
    const stock = await withComing(
      table,
      given,
      (command.lines ?? []).filter(({ sku }) => grows.includes(sku)),
    );
    return amendOrSubstitute(table, order, command, {
      stock,
      network,
      at: context.at,
      decide: (known, substitutes) =>
        giveWhatIsThere(running, (promotions) =>
          amendOrder(order, command, {
            ...context,
            rules,
            by,
            random,
            stock: known,
            promotions,
            around: { ...around, productOf: (sku) => around.productOf(sku) ?? known.get(sku)?.product },
            ...(network ? { network } : {}),
            ...(substitutes ? { substitutes } : {}),
          }),
        ),
    });
  };

/** The stock with that of what promotions may give for the changed lines: only read where they do. */
const withGifts = async (
  table: Table,
  order: Order,
  { lines }: AmendCommand,
  { stock, promotions, at }: { stock: Stock; promotions: readonly Promotion[]; at: string },
): Promise<Stock> => {
  const change = lines && changeLines(order, lines, (sku) => stock.get(sku)?.product);
  if (!change || isProblem(change) || promotions.length === 0) return stock;
  const { channel, tier, currency } = order.head;
  const due = dueGifts(promotions, change.items, { at, channel, tier, currency });
  const unread = due.map(({ sku }) => sku).filter((sku) => !stock.has(sku));
  return unread.length === 0 ? stock : new Map([...stock, ...(await loadWithParts(table, unread))]);
};

const growing = ({ lines }: Order, command: AmendCommand): string[] => {
  const before = new Map(lines.map(({ id, quantity }) => [id, quantity]));
  return (command.lines ?? [])
    .filter(({ id, quantity }) => quantity > (id === undefined ? 0 : (before.get(id) ?? 0)))
    .map(({ sku }) => sku);
};

/** Of a line that grows more is taken of what it was made of when it was ordered, whatever its product is made of now. */
const partsOfGrowing = ({ lines }: Order, grows: readonly string[]): string[] =>
  lines.filter(({ sku }) => grows.includes(sku)).flatMap((line) => partsOf(line).map(({ sku }) => sku));

/** What is usual is asked for changed goods only; what the goods are like, for where they go as well. */
const loadAround = async (table: Table, order: Order, command: AmendCommand): Promise<Around> => {
  const { lines, shippingAddress, delivery } = command;
  const skus =
    lines || shippingAddress || delivery
      ? [...new Set([...order.lines, ...(lines ?? [])].map(({ sku }) => sku))]
      : [];
  const onCredit = lines !== undefined && order.head.paymentTerms === 'credit';
  const goods = skus.length > 0 ? order.lines.flatMap(partsOf).map(({ sku }) => sku) : [];
  const [products, sales, customer, credit] = await Promise.all([
    readItems(
      table,
      [...new Set([...skus, ...goods])].map((sku) => ({ pk: skuPk(sku), sk: PRODUCT })),
    ),
    readItems(table, lines ? skus.map(salesKey) : []),
    lines ? readPurchases(table, order.head.customerId) : NO_PURCHASES,
    onCredit ? readCreditOf(table, order.head.customerId) : undefined,
  ]);
  const habits = new Map(sales.map((item): [unknown, SkuHabits] => [item.pk, salesOf(item)]));
  const known = new Map(products.map(asProduct).map((product) => [product.sku, product]));
  return {
    productOf: (sku) => known.get(sku),
    habits: { salesOf: (sku) => habits.get(skuPk(sku)) ?? NO_SALES, customer },
    ...(credit ? { credit } : {}),
  };
};

const readCreditOf = async (table: Table, customerId: string): Promise<Around['credit']> => {
  const customer = await followMerges(table, customerId);
  return customer && { customer, owed: await readCredit(table, idsOf(customer)) };
};
