import type { Random } from '../../kernel/ids.ts';
import { isProblem, type Problem, problem, versionConflict } from '../../kernel/problem.ts';
import { loadPolicy } from '../../policies/effects/policy-store.ts';
import type { Deps } from '../../runtime/deps.ts';
import { IDEMPOTENCY_LABEL } from '../../runtime/idempotency.ts';
import type { Table } from '../../runtime/table.ts';
import {
  type FailedCondition,
  MAX_WRITES,
  type Outcome,
  transact,
  type Write,
} from '../../runtime/transact.ts';
import type { Decide, Decision, DecisionContext } from '../decision.ts';
import type { Order } from '../order.ts';
import { tooManyChanges } from '../too-many-changes.ts';
import { decisionWrites } from './commit-order.ts';
import { loadMerged, loadOrder } from './load-order.ts';
import { loadReviewRules } from './review-rule-store.ts';

const ATTEMPTS = 5;

/** A decision that has to read something beside the order first: stock, products. */
export type DecideLater = (order: Order, context: DecisionContext) => Promise<Decision | Problem | 'nothing'>;

export type ChangeOptions = {
  actor: string;
  /** When it happens; a sweep's own time, else now. */
  at?: string;
  correlationId?: string;
  /** The automation rules that led to it, the one that acts last; its events carry them on. */
  chain?: readonly string[];
  /** The version the caller read; another one refuses instead of retrying. */
  ifMatch?: number;
  /** Change the order that this one was merged into, where it was: what concerns its money goes there. */
  follow?: boolean;
  /** Decide, and answer the same, but commit nothing. */
  dryRun?: boolean;
  /** Writes that keep the answer for a repeat, made once the result is known. */
  remember?: (after: Order) => Write[];
  /** Says which failed conditions of the decision's own writes (`also`) no retry can heal. */
  refuse?: (failed: readonly FailedCondition[]) => Problem | undefined;
};

/**
 * Load → decide → commit, the one way an order changes. When somebody else changes it at the same time, it is read and
 * decided again, a few times: the decision sees the new state and may well refuse. Answers the order after it.
 */
export const changeOrder = async (
  { table, now, random }: Deps,
  orderId: string,
  decide: Decide | DecideLater,
  { actor, at, correlationId, chain, ifMatch, follow, dryRun, remember, refuse }: ChangeOptions,
): Promise<Order | Problem> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await (follow ? loadMerged : loadOrder)(table, orderId);
    if (isProblem(before)) return before;
    if (ifMatch !== undefined && ifMatch !== before.head.version) return staleVersion(before);
    const [{ policy }, rules] = await Promise.all([
      loadPolicy(table, before.head.shopId),
      before.head.confirmation === 'unconfirmed' ? loadReviewRules(table) : undefined,
    ]);
    const clock = now();
    const decision = await decide(before, {
      at: at ?? clock.toISOString(),
      actor,
      policy,
      ...(rules ? { rules } : {}),
    });
    if (isProblem(decision)) return decision;
    const after = decision === 'nothing' ? before : decision.next;
    const kept = remember?.(after) ?? [];
    const context = {
      actor,
      now: clock,
      random,
      remember: kept,
      ...(correlationId === undefined ? {} : { correlationId }),
      ...(chain === undefined ? {} : { chain }),
    };
    const writes = decision === 'nothing' ? kept : decisionWrites(before, decision, context);
    if (writes.length > MAX_WRITES) return tooManyChanges(writes.length, MAX_WRITES);
    if (dryRun) return after;
    const outcome = await commit(table, writes, random);
    if (outcome.committed) return after;
    // The key was used by an earlier call: the HTTP handler looks its answer up.
    if (outcome.failed.some(({ label }) => label === IDEMPOTENCY_LABEL)) break;
    const refused = refuse?.(outcome.failed);
    if (refused) return refused;
  }
  return versionConflict('order');
};

/** Also when nothing is left to do: a repeat of the caller's key must get this answer and no other. */
const commit = async (table: Table, writes: readonly Write[], random: Random): Promise<Outcome> =>
  writes.length === 0 ? { committed: true } : transact(table, writes, random);

const staleVersion = ({ head }: Order): Problem =>
  problem(412, 'precondition_failed', 'Not the version you read', {
    detail: `The order is at version ${head.version}. Read it again and repeat.`,
    extra: { version: head.version },
  });
