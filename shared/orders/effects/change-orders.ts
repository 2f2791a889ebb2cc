import { countWrites } from '../../inventory/effects/backorder-store.ts';
import { stockWrites } from '../../inventory/effects/stock-store.ts';
import { isProblem, type Problem, versionConflict } from '../../kernel/problem.ts';
import { loadPolicy } from '../../policies/effects/policy-store.ts';
import type { Deps } from '../../runtime/deps.ts';
import { IDEMPOTENCY_LABEL } from '../../runtime/idempotency.ts';
import { MAX_WRITES, transact, type Write } from '../../runtime/transact.ts';
import { queueChanges } from '../backorder.ts';
import type { Decision, DecisionContext } from '../decision.ts';
import type { Order } from '../order.ts';
import { stockDifference } from '../stock-difference.ts';
import { tooManyChanges } from '../too-many-changes.ts';
import { backorderWrites } from './backorder-writes.ts';
import { type CommitContext, carrierWorkRequested } from './commit-order.ts';
import { recordedApart } from './journal.ts';
import { loadOrder } from './load-order.ts';
import {
  bodyWrite,
  changedLineWrites,
  changedPartWrites,
  changedReservationWrites,
  commitRecord,
  departedPartWrites,
  headWrites,
  lineWrites,
  numberWrite,
} from './order-writes.ts';
import { loadReviewRules } from './review-rule-store.ts';

const ATTEMPTS = 5;

/** One order of several that change together; a new one was not there before. */
export type OrderChange = { before?: Order; decision: Decision };

export type ChangeManyOptions = {
  actor: string;
  correlationId: string;
  /** The first order's version as the caller read it. */
  ifMatch?: number;
  /** Writes that keep the answer for a repeat. */
  remember: (after: readonly Order[]) => Write[];
};

/**
 * Load → decide → commit for several orders at once, whole or not at all: money and units that go from one to another
 * are never in both, nor in neither. Read and decided again when somebody changes one of them at the same time.
 */
export const changeOrders = async (
  { table, now, random }: Deps,
  orderIds: readonly string[],
  decide: (orders: readonly Order[], context: DecisionContext) => readonly OrderChange[] | Problem,
  { actor, correlationId, ifMatch, remember }: ChangeManyOptions,
): Promise<Order[] | Problem> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const loaded = await Promise.all(orderIds.map((id) => loadOrder(table, id)));
    const missing = loaded.find(isProblem);
    if (missing) return missing;
    const orders = loaded as Order[];
    const [first] = orders;
    if (ifMatch !== undefined && first && ifMatch !== first.head.version) return stale(first.head.version);
    const [{ policy }, rules] = await Promise.all([
      loadPolicy(table, first?.head.shopId),
      loadReviewRules(table),
    ]);
    const clock = now();
    const changes = decide(orders, { at: clock.toISOString(), actor, policy, rules });
    if (isProblem(changes)) return changes;
    const after = changes.map(({ decision }) => decision.next);
    const writes = [
      ...familyWrites(changes, { actor, now: clock, random, correlationId }),
      ...remember(after),
    ];
    if (writes.length > MAX_WRITES) return tooManyChanges(writes.length, MAX_WRITES);
    const outcome = await transact(table, writes, random);
    if (outcome.committed) return after;
    // The key was used by an earlier call: the HTTP handler looks its answer up.
    if (outcome.failed.some(({ label }) => label === IDEMPOTENCY_LABEL)) break;
  }
  return versionConflict('order');
};

const familyWrites = (changes: readonly OrderChange[], context: CommitContext): Write[] => {
  const pagesOf = (orders: readonly (Order | undefined)[]) =>
    orders.flatMap((order) => order?.reservations ?? []);
  // Pages of one order are often another's afterwards; what remains of the stock rows is what really changed.
  const stock = stockDifference(
    pagesOf(changes.map(({ before }) => before)),
    pagesOf(changes.map(({ decision }) => decision.next)),
    changes[0]?.decision.next.head.id ?? '',
  );
  return [
    ...changes.flatMap((change) => orderChangeWrites(change, context)),
    ...stockWrites(stock, { at: context.now, actor: context.actor, random: context.random }),
    ...countWrites(
      queueChanges(
        changes.flatMap(({ before }) => before ?? []),
        changes.map(({ decision }) => decision.next),
      ),
      [],
    ),
  ];
};

const orderChangeWrites = ({ before, decision }: OrderChange, context: CommitContext): Write[] => {
  const { next, events, also = [] } = decision;
  const parts = before
    ? [
        ...(next.body === before.body ? [] : [bodyWrite(next)]),
        ...changedLineWrites(before, next),
        ...departedPartWrites(before, next),
      ]
    : [bodyWrite(next), ...lineWrites(next.head.id, next.lines), numberWrite(next)];
  const told = [...events, ...(before ? carrierWorkRequested(before, next, context) : [])];
  const writes = [
    ...headWrites(before, next),
    ...parts,
    ...changedPartWrites(before, next),
    ...changedReservationWrites(next.head.id, before?.reservations ?? [], next.reservations),
    ...backorderWrites(next.head.id, before ?? {}, next),
    ...also,
  ];
  return recordedApart(writes, commitRecord(next, told, context), before?.journals);
};

const stale = (version: number): Problem => ({
  kind: 'problem',
  status: 412,
  code: 'precondition_failed',
  title: 'Not the version you read',
  detail: `The order is at version ${version}. Read it again and repeat.`,
  extra: { version },
});
