import { newId, newOrderNumber, type Random } from '../../kernel/ids.ts';
import { money } from '../../kernel/money.ts';
import { isProblem, type Problem } from '../../kernel/problem.ts';
import { awaiting, promisedWithoutWait } from '../await-goods.ts';
import { type Backorder, isWaiting } from '../backorder.ts';
import type { Decision, DecisionContext } from '../decision.ts';
import { dueOf } from '../derive-axes.ts';
import { layOutStock, type StockGroup } from '../lay-out-stock.ts';
import { markPaid } from '../mark-paid.ts';
import { nextDueOf } from '../next-due.ts';
import { nextOrder } from '../next-order.ts';
import type { Order, OrderHead } from '../order.ts';
import type { OrderEvent } from '../order-events.ts';
import type { Payment } from '../payment.ts';
import { whyNotRegroup } from '../why-not-regroup.ts';
import { withdrawFulfilments } from '../withdraw-fulfilments.ts';
import { withdrawProductions } from '../withdraw-productions.ts';
import { splitBackorders } from './split-backorders.ts';
import { mostStockedLocation, splitGroups } from './split-groups.ts';
import { type Share, splitMoney } from './split-money.ts';
import { splitPayments } from './split-payments.ts';
import type { SplitCommand } from './split-schema.ts';
import { splitStock } from './split-stock.ts';

/** The order as it remains, and the new ones, all to be committed together. */
export type Split = { original: Decision; others: readonly Decision[] };

type Context = DecisionContext & { random: Random };

/**
 * Makes several orders of one before anything is picked: the first group stays, every further one becomes an order with
 * an id and number of its own. Price, discounts, tax, money and reserved units are divided without a cent or unit lost;
 * terms, confirmation, holds, notes and deadlines go with each. What a warehouse has is taken back and sent anew.
 */
export const splitOrder = (order: Order, command: SplitCommand, context: Context): Split | Problem => {
  const refused = whyNotRegroup(order);
  if (refused) return refused;
  const groups = splitGroups(order, command);
  if (isProblem(groups)) return groups;
  const shares = splitMoney(order, groups);
  const first = command.by === 'availability' ? mostStockedLocation(order) : undefined;
  const stock = splitStock(order, groups, first);
  const waiting = splitBackorders(order, groups, stock);
  const placed = new Date(order.head.placedAt);
  // Ids sort by time, and a part was placed when the whole was.
  const names = groups.slice(1).map(() => ({
    orderId: newId('ord', placed, context.random),
    number: newOrderNumber(placed, context.random),
  }));
  const grands = shares.map(({ totals }) => totals.grand);
  const paid = splitPayments(
    order,
    grands,
    names.map(({ orderId }) => orderId),
  );
  const piece = (at: number): Piece => ({
    share: shares[at] ?? missing(),
    stock: stock[at] ?? [],
    waiting: waiting[at] ?? [],
  });
  return {
    original: remaining(order, piece(0), paid.remaining, names, context),
    others: names.map((name, at) => other(order, piece(at + 1), paid.shares[at] ?? [], name, context)),
  };
};

type Piece = { share: Share; stock: readonly StockGroup[]; waiting: readonly Backorder[] };
type Name = { orderId: string; number: string };

const missing = (): never => {
  throw new Error('A group of a split has no share.');
};

const receivedBy = (payments: readonly Payment[]): number =>
  payments.filter(({ status }) => status === 'succeeded').reduce((sum, { amount }) => sum + amount.amount, 0);

const remaining = (
  order: Order,
  { share, stock, waiting }: Piece,
  payments: readonly Payment[],
  into: readonly Name[],
  context: Context,
): Decision => {
  const { refunded, excess } = order.head.totals;
  const fulfilments = withdrawFulfilments(order.fulfilments);
  const { pricing: _, ...body } = order.body;
  const totals = { ...share.totals, paid: receivedBy(payments), refunded, ...(excess ? { excess } : {}) };
  const next: Order = {
    ...order,
    body: { ...body, splitInto: [...(body.splitInto ?? []), ...into] },
    head: { ...order.head, totals, lineCount: share.lines.length },
    lines: share.lines,
    payments,
    fulfilments,
    reservations: layOutStock({ ...order, fulfilments }, stock),
    ...withdrawProductions(order),
  };
  return finished(
    order,
    waitingOn(next, waiting, context),
    { into, grand: money(totals.grand, order.head.currency) },
    context,
  );
};

const other = (
  order: Order,
  { share, stock, waiting }: Piece,
  payments: readonly Payment[],
  { orderId, number }: Name,
  context: Context,
): Decision => {
  const { externalId: _, paidAt, ...known } = order.head;
  const { pricing: __, splitInto: ___, mergedFrom: ____, ...body } = order.body;
  const totals = { ...share.totals, paid: receivedBy(payments) };
  const head: OrderHead = {
    ...known,
    id: orderId,
    number,
    version: 0,
    totals,
    lineCount: share.lines.length,
    ...(paidAt !== undefined && dueOf(totals) <= 0 ? { paidAt } : {}),
  };
  const from = { orderId: order.head.id, number: order.head.number };
  const draft: Order = {
    head,
    body: { ...body, splitFrom: from },
    lines: share.lines,
    fulfilments: [],
    payments,
    refunds: [],
    reservations: layOutStock({ reservations: [], fulfilments: [] }, stock),
    ...(order.backorders ? { backorders: order.backorders } : {}),
  };
  return finished(
    draft,
    waitingOn(draft, waiting, context),
    { from, grand: money(totals.grand, head.currency) },
    context,
  );
};

/** What can go now is promised as if nothing had ever been waited for; what waits keeps its dates. */
const waitingOn = (order: Order, waiting: readonly Backorder[], { at, policy }: Context): Order =>
  isWaiting(order)
    ? awaiting(order, waiting, { promised: promisedWithoutWait(order, policy), at, policy })
    : order;

const finished = (before: Order, next: Order, data: OrderEvent['data'], context: Context): Decision => {
  const { at, actor, policy } = context;
  const paid = markPaid(next, context);
  return {
    next: nextOrder(before, paid.order, at, (order) => nextDueOf(order, policy)),
    events: [{ type: 'split', at, actor, ...(data ? { data } : {}) }, ...paid.events],
  };
};
