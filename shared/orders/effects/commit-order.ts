import { stockWrites } from '../../inventory/effects/stock-store.ts';
import type { Random } from '../../kernel/ids.ts';
import type { Table } from '../../runtime/table.ts';
import { MAX_WRITES, type Outcome, transact, type Write } from '../../runtime/transact.ts';
import { type Closing, closingChanges, dueClosings, fitting } from '../close-reservations.ts';
import type { Decision } from '../decision.ts';
import type { Order } from '../order.ts';
import type { OrderEvent } from '../order-events.ts';
import {
  bodyWrite,
  changedPartWrites,
  headWrite,
  reservationRemoval,
  timelineWrite,
} from './order-writes.ts';

/** Who commits, when, and what else must be kept with it. */
export type CommitContext = {
  now: Date;
  random: Random;
  actor: string;
  correlationId?: string;
  remember?: readonly Write[];
};

/**
 * Commits a decision in one transaction: the parts that differ from what was read, each guarded by its version; the
 * reservations that the new state ends, with their stock; and the record of what happened. Reservations that do not
 * fit the transaction are left to `settle-stock`, woken by `settlement_requested`; until then they stay counted.
 */
export const commitOrder = async (
  table: Table,
  before: Order,
  { next, events, also = [] }: Decision,
  context: CommitContext,
): Promise<Outcome> => {
  const state = [
    ...(next.head === before.head ? [] : [headWrite(before, next)]),
    ...(next.body === before.body ? [] : [bodyWrite(next)]),
    ...changedPartWrites(before, next),
    ...also,
    ...(context.remember ?? []),
  ];
  const { now, later } = fitting(dueClosings(next), MAX_WRITES - state.length - 1);
  const closing = now.flatMap((each) => closingWrites(next.head.id, each, context));
  const told = later.length > 0 ? [...events, settlementRequested(context)] : events;
  // A decision may change facts of which nobody needs to hear: a later scan of a parcel, a clock wound on.
  const record = told.length > 0 ? [timelineWrite(next, told, context)] : [];
  return transact(table, [...state, ...closing, ...record], context.random);
};

/** The writes that end one reservation page: the page, its stock rows, and their movements if units leave. */
export const closingWrites = (orderId: string, closing: Closing, context: CommitContext): Write[] => [
  reservationRemoval(orderId, closing.reservation),
  ...stockWrites(closingChanges(closing), { at: context.now, actor: context.actor, random: context.random }),
];

const settlementRequested = ({ now, actor }: CommitContext): OrderEvent => ({
  type: 'settlement_requested',
  at: now.toISOString(),
  actor,
});
