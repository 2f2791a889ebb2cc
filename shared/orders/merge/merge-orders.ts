import type { Actor } from '../../kernel/actor.ts';
import type { Random } from '../../kernel/ids.ts';
import { money } from '../../kernel/money.ts';
import type { Problem } from '../../kernel/problem.ts';
import { awaiting } from '../await-goods.ts';
import { type Backorder, isWaiting } from '../backorder.ts';
import { openConfirmations } from '../confirmations.ts';
import type { Decision, DecisionContext } from '../decision.ts';
import { dueOf } from '../derive-axes.ts';
import { layOutStock } from '../lay-out-stock.ts';
import { markPaid } from '../mark-paid.ts';
import { nextDueOf, paymentClock } from '../next-due.ts';
import { nextOrder } from '../next-order.ts';
import type { Order } from '../order.ts';
import { restartClock } from '../restart-clock.ts';
import { reviewAgain } from '../review-again.ts';
import { withdrawFulfilments } from '../withdraw-fulfilments.ts';
import { withdrawProductions } from '../withdraw-productions.ts';
import { mergeNotes, mergeParts, mergeTotals } from './merge-parts.ts';
import { whyNotMerge } from './mergeable.ts';

/** The order that goes on, and those that end in it, all to be committed together. */
export type Merge = {
  survivor: { before: Order; decision: Decision };
  absorbed: { before: Order; decision: Decision }[];
};

type Context = DecisionContext & { by: Actor; random: Random };

/**
 * Makes one order of several of one buyer to one address, before anything is picked. The oldest goes on and takes up
 * the others' lines, money, units, holds and notes; they end, and lead to it. It is promised by the earliest of their
 * promises. Costing more than was confirmed, it is asked about again.
 */
export const mergeOrders = (orders: readonly Order[], context: Context): Merge | Problem => {
  const [survivor, ...absorbed] = orders.toSorted(
    ({ head: one }, { head: other }) =>
      one.placedAt.localeCompare(other.placedAt) || one.id.localeCompare(other.id),
  );
  if (!survivor) throw new Error('Nothing is to be merged.');
  const refused = whyNotMerge(survivor, absorbed);
  if (refused) return refused;
  return {
    survivor: { before: survivor, decision: joined(survivor, absorbed, context) },
    absorbed: absorbed.map((before) => ({ before, decision: ended(before, survivor, context) })),
  };
};

const nameOf = ({ head: { id, number } }: Order) => ({ orderId: id, number });

const joined = (survivor: Order, absorbed: readonly Order[], context: Context): Decision => {
  const { at, actor, policy } = context;
  const all = [survivor, ...absorbed];
  const { lines, lastLine, groups, backorders, payments, refunds } = mergeParts(survivor, absorbed);
  const fulfilments = withdrawFulfilments(survivor.fulfilments);
  const { pricing: _, ...body } = survivor.body;
  const draft: Order = {
    head: {
      ...survivor.head,
      totals: mergeTotals(all.map(({ head }) => head)),
      lineCount: lines.length,
      holds: holdsOf(all),
      ...unconfirmedOf(all),
      owedSince: latestClock(all),
    },
    body: {
      ...body,
      ...mergeNotes(all.map((order) => order.body)),
      lastLine,
      mergedFrom: [...(body.mergedFrom ?? []), ...absorbed.map(nameOf)],
    },
    lines,
    payments,
    refunds,
    fulfilments,
    reservations: layOutStock({ ...survivor, fulfilments }, groups),
    ...(survivor.backorders ? { backorders: survivor.backorders } : {}),
    ...withdrawProductions(survivor),
  };
  const paid = markPaid(restartClock(survivor, draft, at), context);
  const promisedShipBy = earliestPromise(paid.order, all);
  const promised = waitingTogether(
    { ...paid.order, head: { ...paid.order.head, promisedShipBy } },
    backorders,
    context,
  );
  const reviewed = reviewAgain(survivor, promised, context);
  const next = nextOrder(survivor, reviewed.order, at, (order) => nextDueOf(order, policy));
  const data = {
    absorbed: absorbed.map((order) => ({
      ...nameOf(order),
      grand: money(order.head.totals.grand, order.head.currency),
    })),
    grand: money(next.head.totals.grand, next.head.currency),
    due: money(dueOf(next.head.totals), next.head.currency),
  };
  return { next, events: [{ type: 'merged', at, actor, data }, ...paid.events, ...reviewed.events] };
};

/** Each unit keeps its place in the queue; the whole leaves when the last of them has come. */
const waitingTogether = (order: Order, backorders: readonly Backorder[], { at, policy }: Context): Order =>
  isWaiting(order) || backorders.length > 0
    ? awaiting(order, backorders, { promised: order.head.promisedShipBy, at, policy })
    : order;

/** The earliest promise that counts: an unpaid order's does not, as long as its goods wait for the money. */
const earliestPromise = (merged: Order, orders: readonly Order[]): string =>
  orders
    .filter(({ head }) => head.paidAt !== undefined || head.paymentTerms !== 'prepaid')
    .map(({ head }) => head.promisedShipBy)
    .reduce((one, other) => (one < other ? one : other), merged.head.promisedShipBy);

/** Orders that were once one order may carry the same hold. */
const holdsOf = (orders: readonly Order[]): Order['head']['holds'] => [
  ...new Map(orders.flatMap(({ head }) => head.holds).map((hold) => [hold.id, hold])).values(),
];

/** What was to be confirmed of one of them is to be confirmed of all. */
const unconfirmedOf = (orders: readonly Order[]): Pick<Order['head'], 'confirmations'> => {
  const steps = new Map(orders.flatMap(openConfirmations).map((each) => [each.step, each]));
  return steps.size > 0 ? { confirmations: [...steps.values()] } : {};
};

/** Nobody's time to pay becomes shorter by a merge. */
const latestClock = (orders: readonly Order[]): string | undefined => {
  const clocks = orders
    .filter(({ head }) => dueOf(head.totals) > 0)
    .map(({ head }) => paymentClock(head))
    .sort();
  return clocks.at(-1);
};

const ended = (order: Order, survivor: Order, { at, actor, policy }: Context): Decision => {
  const { excess: _, ...totals } = order.head.totals;
  const next: Order = {
    ...order,
    head: {
      ...order.head,
      status: 'cancelled',
      cancelledAt: at,
      mergedInto: survivor.head.id,
      totals: { ...totals, paid: 0, refunded: 0 },
    },
    payments: [],
    refunds: [],
    reservations: [],
    ...(order.backorders ? { backorders: [] } : {}),
    fulfilments: withdrawFulfilments(order.fulfilments),
    ...withdrawProductions(order),
  };
  return {
    next: nextOrder(order, next, at, (after) => nextDueOf(after, policy)),
    events: [{ type: 'merged', at, actor, data: { into: nameOf(survivor) } }],
  };
};
