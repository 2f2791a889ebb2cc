import { countWrites } from '../../inventory/effects/backorder-store.ts';
import { stockWrites } from '../../inventory/effects/stock-store.ts';
import type { Random } from '../../kernel/ids.ts';
import type { Table } from '../../runtime/table.ts';
import { MAX_WRITES, type Outcome, transact, type Write } from '../../runtime/transact.ts';
import { dueGivingUp, queueChanges } from '../backorder.ts';
import { withBrought } from '../brought-units.ts';
import { type Closing, closingChanges, dueClosings, fitting } from '../close-reservations.ts';
import type { Decision } from '../decision.ts';
import { withoutLost } from '../lost-units.ts';
import type { Order } from '../order.ts';
import type { OrderEvent } from '../order-events.ts';
import { stockDifference } from '../stock-difference.ts';
import { newCarrierWork } from '../waybill-requests.ts';
import { backorderWrites, givingUpGroups } from './backorder-writes.ts';
import { keepingJournals, recorded } from './journal.ts';
import {
  bodyWrite,
  changedLineWrites,
  changedPartWrites,
  changedReservationWrites,
  commitRecord,
  headWrites,
  reservationRemoval,
} from './order-writes.ts';

/** Who commits, when, and what else must be kept with it. */
export type CommitContext = {
  now: Date;
  random: Random;
  actor: string;
  correlationId?: string;
  /** The automation rules that led to it, this one last. */
  chain?: readonly string[];
  remember?: readonly Write[];
};

/**
 * Everything a decision writes: the parts that differ from what was read, each guarded by its version; reservations that
 * were laid out anew, and those that the new state ends, with their stock; and the record of what happened. Endings
 * that do not fit a transaction are left to `settle-stock`, woken by `settlement_requested`; until then they stay counted.
 */
export const decisionWrites = (
  before: Order,
  { next, events, lost = [], brought = [], queues = [], also = [] }: Decision,
  context: CommitContext,
): Write[] => {
  const difference = stockDifference(before.reservations, next.reservations, next.head.id);
  const stock = withBrought(withoutLost(difference, lost), brought);
  const state = [
    ...(next.head === before.head ? [] : headWrites(before, next)),
    ...(next.body === before.body ? [] : [bodyWrite(next)]),
    ...changedLineWrites(before, next),
    ...changedPartWrites(before, next),
    ...changedReservationWrites(next.head.id, before.reservations, next.reservations),
    ...stockWrites(stock, { at: context.now, actor: context.actor, random: context.random }),
    ...backorderWrites(next.head.id, before, next),
    ...countWrites(queueChanges([before], [next]), queues),
    ...also,
    ...(context.remember ?? []),
  ];
  const { now, later } = fitting(newlyDue(before, next), MAX_WRITES - state.length - 1);
  const closing = now.flatMap((each) => closingWrites(next.head.id, each, context));
  const ending = givingUp(before, next, MAX_WRITES - state.length - 1 - closing.length);
  const told = [
    ...events,
    ...(later.length > 0 || ending.isLeftOver ? [settlementRequested(context)] : []),
    ...carrierWorkRequested(before, next, context),
  ];
  // A decision may change facts of which nobody needs to hear: a later scan of a parcel, a clock wound on.
  const writes = [...state, ...closing, ...ending.writes];
  return told.length > 0
    ? recorded(writes, commitRecord(next, told, context), before.journals)
    : keepingJournals(writes, next.head.id, before.journals);
};

/** Commits a decision in one transaction, whole or not at all. */
export const commitOrder = (
  table: Table,
  before: Order,
  decision: Decision,
  context: CommitContext,
): Promise<Outcome> => transact(table, decisionWrites(before, decision, context), context.random);

/** What this very change ends. What an earlier one left over is settle-stock's work; two at it would be in each other's way. */
const newlyDue = (before: Order, next: Order): Closing[] => {
  const leftOver = new Set(dueClosings(before).map(({ reservation }) => reservation));
  return dueClosings(next).filter(({ reservation }) => !leftOver.has(reservation));
};

/** Takes an order that ends out of the queues, as far as there is room; the rest waits for settle-stock. */
const givingUp = (
  before: Order,
  next: Order,
  room: number,
): { writes: readonly Write[]; isLeftOver: boolean } => {
  if (dueGivingUp(before).length > 0) return { writes: [], isLeftOver: false };
  const groups = givingUpGroups(next.head.id, dueGivingUp(next));
  let left = room;
  const now = groups.filter(({ length }) => {
    left -= length;
    return left >= 0;
  });
  return { writes: now.flat(), isLeftOver: now.length < groups.length };
};

/** The writes that end one reservation page: the page, its stock rows, and their movements if units leave. */
export const closingWrites = (orderId: string, closing: Closing, context: CommitContext): Write[] => [
  reservationRemoval(orderId, closing.reservation),
  ...stockWrites(closingChanges(closing), { at: context.now, actor: context.actor, random: context.random }),
];

/** Tells of waybills to be asked for or taken back: nobody speaks to a carrier inside a transaction. */
export const carrierWorkRequested = (
  before: Order,
  next: Order,
  { now, actor }: Pick<CommitContext, 'now' | 'actor'>,
): OrderEvent[] =>
  newCarrierWork(before, next).map(({ fulfilment, request, what }) => ({
    type: 'carrier_work_requested',
    at: now.toISOString(),
    actor,
    data: { fulfilmentId: fulfilment.id, carrier: request.carrier, what },
  }));

const settlementRequested = ({ now, actor }: CommitContext): OrderEvent => ({
  type: 'settlement_requested',
  at: now.toISOString(),
  actor,
});
