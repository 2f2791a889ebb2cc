import { isDeepStrictEqual } from 'node:util';
import type { Product } from '../../catalog/product.ts';
import { type QueueTerm, unitsIn } from '../../inventory/backorder.ts';
import type { SkuStock } from '../../inventory/effects/load-stock-store.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Random } from '../../kernel/ids.ts';
import { illegalTransition, isProblem, type Problem } from '../../kernel/problem.ts';
import type { Promotion } from '../../promotions/promotion.ts';
import type { Network } from '../../sourcing/place.ts';
import { type Around, lookAgain } from '../anomalies/look-again.ts';
import { awaiting, backorderedEvent, promisedWithoutWait } from '../await-goods.ts';
import { type Backorder, isWaiting, waitingOf } from '../backorder.ts';
import { confirmationsAnew, confirmationsFor } from '../confirmations.ts';
import type { Decision, DecisionContext } from '../decision.ts';
import { givenBackOf } from '../derive-axes.ts';
import { markPaid } from '../mark-paid.ts';
import { nextDueOf } from '../next-due.ts';
import { nextOrder } from '../next-order.ts';
import type { Order } from '../order.ts';
import type { OrderEvent } from '../order-events.ts';
import { restartClock } from '../restart-clock.ts';
import { reviewAgain } from '../review-again.ts';
import { substitutedEvent } from '../substitutes/substituted.ts';
import { toldGoods } from '../told-goods.ts';
import { touchFulfilments, withdrawFulfilments } from '../withdraw-fulfilments.ts';
import { whyBegun, withdrawProductions } from '../withdraw-productions.ts';
import { amendBody } from './amend-body.ts';
import { changeLines, changesLines, type LineChange } from './amend-lines.ts';
import { concernsWarehouse, type Part, whyNotAmend } from './amend-rules.ts';
import type { AmendCommand, WishedLine } from './amend-schema.ts';
import { amendedEvent } from './amended-event.ts';
import { followCauses } from './follow-causes.ts';
import { itemsOf } from './items-of.ts';
import { basisOf, priceByBasis } from './pricing-basis.ts';
import { rearrangeStock } from './rearrange-stock.ts';
import { settleDifference } from './settle-difference.ts';
import { substituteLines } from './substitute-lines.ts';

/**
 * What an amendment knows beside the order: who, the products and stock of the lines that grow, and what the order is
 * looked at with.
 */
export type AmendContext = DecisionContext & {
  by: Actor;
  stock: ReadonlyMap<string, SkuStock>;
  /** What is sent instead of lines that are short, by their ids. */
  substitutes?: ReadonlyMap<string, Product>;
  /** The promotions that run; only asked for where lines are changed. */
  promotions?: readonly Promotion[];
  around: Around;
  /** Where goods are sent from; only asked for where lines grow. */
  network?: Network;
  random: Random;
};

/** Refunds that one order keeps. */
const MAX_REFUNDS = 50;

/**
 * Changes an order before it has left, each part by its own rule (`amend-rules.ts`). Stock, price, what is due or goes
 * back, the review, and the warehouse's work follow in the same commit. The shipping clock goes on as it was.
 */
export const amendOrder = (
  order: Order,
  command: AmendCommand,
  context: AmendContext,
): Decision | Problem | 'nothing' => {
  const body = amendBody(order.body, command);
  const lines = command.lines && changedLines(order, command.lines, context);
  if (order.head.status !== 'open') return whyNotAmend(order, askedParts(command), context.by) ?? 'nothing';
  if (isProblem(lines)) return whyNotAmend(order, ['lines'], context.by) ?? lines;
  const parts = changedParts(order, body, lines);
  if (parts.length === 0) return 'nothing';
  const refused =
    whyNotAmend(order, parts, context.by) ?? whyNotReprice(order, parts) ?? whyNotRemake(order, parts);
  if (refused) return refused;
  const moved = withBody(order, body, parts);
  const relined = lines && parts.includes('lines') ? withLines(moved, lines, context) : moved;
  if (isProblem(relined)) return relined;
  const { order: amended, queues } = 'queues' in relined ? relined : { order: relined, queues: [] };
  const decision = settled(order, amended, parts, lines, context);
  return queues.length > 0 ? { ...decision, queues } : decision;
};

const changedLines = (
  order: Order,
  wished: readonly WishedLine[],
  { at, stock, substitutes, promotions = [] }: AmendContext,
): LineChange | Problem => {
  const productOf = (sku: string) => stock.get(sku)?.product;
  const change = changeLines(order, wished, productOf);
  if (isProblem(change)) return change;
  return followCauses(order, substituteLines(order, change, substitutes), { at, promotions, productOf });
};

const askedParts = (command: AmendCommand): Part[] =>
  (Object.keys(command) as (keyof AmendCommand)[]).filter((part) => command[part] !== undefined);

const changedParts = (order: Order, body: Order['body'], lines: LineChange | undefined): Part[] => {
  const fields = [
    'shippingAddress',
    'customer',
    'delivery',
    'buyerNote',
    'sellerNote',
    'giftMessage',
  ] as const;
  const changed = fields.filter((field) => !isDeepStrictEqual(body[field], order.body[field]));
  return lines && changesLines(lines) ? ['lines', ...changed] : changed;
};

/** Goods whose money was given back on purpose, or is being given back, are a matter of returns. */
const whyNotReprice = ({ head, refunds }: Order, parts: readonly Part[]): Problem | undefined => {
  if (!parts.includes('lines')) return undefined;
  const onPurpose = refunds.some(({ status, excess }) => status === 'pending' && !excess);
  if (onPurpose || givenBackOf(head.totals) > 0)
    return illegalTransition(
      head.payment,
      [],
      'Money was given back for this order; its lines stay as they are.',
    );
  return refunds.length < MAX_REFUNDS
    ? undefined
    : illegalTransition(
        head.payment,
        [],
        `The order has ${MAX_REFUNDS} refunds; its lines stay as they are.`,
      );
};

/** What has to be confirmed of other goods; nothing to be changed for most orders. */
const askedAnew = (
  order: Order,
  { items }: LineChange,
  { around, at, policy }: AmendContext,
): Pick<Order['head'], 'confirmations'> => {
  const products = items.map(({ sku }) => around.productOf(sku));
  const asked = confirmationsAnew(order, confirmationsFor(products, at, policy));
  if (asked.length > 0) return { confirmations: asked };
  return order.head.confirmations ? { confirmations: undefined } : {};
};

/** What is begun for a line belongs to that line. */
const whyNotRemake = (order: Order, parts: readonly Part[]): Problem | undefined =>
  parts.includes('lines')
    ? whyBegun(order, 'Goods are made for this order; its lines stay as they are.')
    : undefined;

const withBody = (order: Order, body: Order['body'], parts: readonly Part[]): Order => ({
  ...order,
  body,
  head: { ...order.head, customerName: body.customer.name },
  // Changed goods withdraw them, which takes part as well.
  fulfilments:
    !parts.includes('lines') && concernsWarehouse(order, parts)
      ? touchFulfilments(order.fulfilments)
      : order.fulfilments,
});

const withLines = (order: Order, lines: LineChange, context: AmendContext): Relined | Problem => {
  const fulfilments = withdrawFulfilments(order.fulfilments);
  const rearranged = rearrangeStock({ ...order, fulfilments }, lines.items, context);
  if (isProblem(rearranged)) return rearranged;
  const { reservations, backorders, queues } = rearranged;
  const body = { ...order.body, lastLine: lines.lastLine };
  const head = { ...order.head, ...askedAnew(order, lines, context) };
  const relined = { ...order, head, body, fulfilments, reservations, ...withdrawProductions(order) };
  return { order: waitingAnew(relined, backorders, context), queues };
};

/** An order with other goods, and what was known of the queues that it waits in, or goes past. */
type Relined = { order: Order; queues: readonly QueueTerm[] };

/** The shipping clock goes on as it was, but for goods that are waited for now, or not any more. */
const waitingAnew = (order: Order, backorders: readonly Backorder[], { at, policy }: AmendContext): Order => {
  if (backorders.length === 0 && !isWaiting(order)) return order;
  const promised = isWaiting(order) ? promisedWithoutWait(order, policy) : order.head.promisedShipBy;
  return awaiting(order, backorders, { promised, at, policy });
};

/** Tells of goods that have to be waited for since this change. */
const backorderedAnew = (before: Order, next: Order, context: AmendContext): OrderEvent[] =>
  unitsOf(next) > unitsOf(before) ? backorderedEvent(next, context) : [];

const unitsOf = (order: Order): number =>
  waitingOf(order).reduce((sum, backorder) => sum + unitsIn(backorder), 0);

/** What follows from a change: the price, what is due or too much, whether it looks odd now or no more, the review. */
const settled = (
  before: Order,
  amended: Order,
  parts: readonly Part[],
  lines: LineChange | undefined,
  context: AmendContext,
): Decision => {
  const { at, policy } = context;
  const priced = repriced(before, amended, parts, lines, context);
  const clocked = restartClock(before, priced, at);
  const paid = markPaid(clocked, context);
  const money = settleDifference(paid.order, context);
  const looked = lookAgain(before, money.order, parts, context);
  const reviewed = reviewAgain(before, looked.order, context);
  const next = nextOrder(before, reviewed.order, at, (order) => nextDueOf(order, policy));
  const productOf = (sku: string) => context.stock.get(sku)?.product;
  const added = (parts.includes('lines') && lines?.added) || [];
  const named = toldGoods(added, productOf);
  const told = amendedEvent(before, next, parts, parts.includes('lines') ? lines : undefined, context, named);
  const instead = substitutedEvent(added, productOf, context);
  return {
    next,
    events: [
      told,
      ...instead,
      ...backorderedAnew(before, next, context),
      ...paid.events,
      ...money.events,
      ...looked.events,
      ...reviewed.events,
    ],
  };
};

const repriced = (
  before: Order,
  amended: Order,
  parts: readonly Part[],
  lines: LineChange | undefined,
  { policy }: AmendContext,
): Order => {
  const { country } = amended.body.shippingAddress;
  const moved = country !== before.body.shippingAddress.country;
  if (!parts.includes('lines') && !moved) return amended;
  const basis = basisOf(before, policy);
  const { currency, totals } = before.head;
  const items = parts.includes('lines') && lines ? lines.items : itemsOf(before.lines);
  const priced = priceByBasis(items, { currency, country, policy, basis });
  const { paid, refunded, excess } = totals;
  return {
    ...amended,
    body: { ...amended.body, pricing: basis },
    lines: priced.lines,
    head: {
      ...amended.head,
      lineCount: priced.lines.length,
      totals: { ...priced.totals, paid, refunded, ...(excess === undefined ? {} : { excess }) },
    },
  };
};
