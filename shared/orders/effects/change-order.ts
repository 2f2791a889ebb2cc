import type { Random } from '../../kernel/ids.ts';
import { isProblem, type Problem, problem, versionConflict } from '../../kernel/problem.ts';
import { loadPolicy } from '../../policies/effects/policy-store.ts';
import type { Policy } from '../../policies/policy.ts';
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
import type { RuleSet } from '../review/review-rules.ts';
import { tooManyChanges } from '../too-many-changes.ts';
import { decisionWrites } from './commit-order.ts';
import { type Freshness, loadMerged, loadOrder } from './load-order.ts';
import { loadPolicyAndRules } from './review-rule-store.ts';

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

/** A decision on an order as it was read; `settled` where nothing was left to do. */
type Prepared = { after: Order; writes: readonly Write[]; settled: boolean };

/**
 * Load → decide → commit, the one way an order changes. When somebody else changes it at the same time, it is read and
 * decided again, a few times: the decision sees the new state and may well refuse. Answers the order after it.
 */
export const changeOrder = async (
  deps: Deps,
  orderId: string,
  decide: Decide | DecideLater,
  options: ChangeOptions,
): Promise<Order | Problem> => {
  const { table, random } = deps;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const prepared =
      attempt === 0 && !options.dryRun
        ? await prepareCheaply(deps, orderId, decide, options)
        : await prepare(deps, orderId, decide, options, 'committed');
    if (isProblem(prepared)) return prepared;
    const { after, writes } = prepared;
    if (options.dryRun) return after;
    const outcome = await commit(table, writes, random);
    if (outcome.committed) return after;
    // The key was used by an earlier call: the HTTP handler looks its answer up.
    if (outcome.failed.some(({ label }) => label === IDEMPOTENCY_LABEL)) break;
    const refused = options.refuse?.(outcome.failed);
    if (refused) return refused;
  }
  return versionConflict('order');
};

/**
 * Decides on what some copy of the table knows, which may be a moment behind: what that allows is held by the versions in
 * the writes, as ever. What it refuses, or finds done, is decided again on what was committed: only that is an answer.
 */
const prepareCheaply = async (
  ...[deps, orderId, decide, options]: Parameters<typeof changeOrder>
): Promise<Prepared | Problem> => {
  const lately = await prepare(deps, orderId, decide, options, 'lately');
  return isProblem(lately) || lately.settled ? prepare(deps, orderId, decide, options, 'committed') : lately;
};

const prepare = async (
  { table, now, random }: Deps,
  orderId: string,
  decide: Decide | DecideLater,
  { actor, at, correlationId, chain, ifMatch, follow, remember }: ChangeOptions,
  freshness: Freshness,
): Promise<Prepared | Problem> => {
  const before = await (follow ? loadMerged : loadOrder)(table, orderId, freshness);
  if (isProblem(before)) return before;
  if (ifMatch !== undefined && ifMatch !== before.head.version) return staleVersion(before);
  const { shopId, confirmation } = before.head;
  const known: { policy: Policy; rules?: RuleSet } =
    confirmation === 'unconfirmed'
      ? await loadPolicyAndRules(table, shopId)
      : await loadPolicy(table, shopId);
  const { policy, rules } = known;
  const clock = now();
  const decision = await decide(before, {
    at: at ?? clock.toISOString(),
    actor,
    policy,
    ...(rules ? { rules } : {}),
  });
  if (isProblem(decision)) return decision;
  const settled = decision === 'nothing';
  const after = settled ? before : decision.next;
  const kept = remember?.(after) ?? [];
  const context = {
    actor,
    now: clock,
    random,
    remember: kept,
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(chain === undefined ? {} : { chain }),
  };
  const writes = settled ? kept : decisionWrites(before, decision, context);
  return writes.length > MAX_WRITES ? tooManyChanges(writes.length, MAX_WRITES) : { after, writes, settled };
};

/** Also when nothing is left to do: a repeat of the caller's key must get this answer and no other. */
const commit = async (table: Table, writes: readonly Write[], random: Random): Promise<Outcome> =>
  writes.length === 0 ? { committed: true } : transact(table, writes, random);

const staleVersion = ({ head }: Order): Problem =>
  problem(412, 'precondition_failed', 'Not the version you read', {
    detail: `The order is at version ${head.version}. Read it again and repeat.`,
    extra: { version: head.version },
  });
