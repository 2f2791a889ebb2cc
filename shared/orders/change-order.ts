import { isProblem, type Problem, problem, versionConflict } from '../kernel/problem.ts';
import type { Deps } from '../runtime/deps.ts';
import { commitOrder, type CommitContext, type Decision } from './commit-order.ts';
import { loadOrder } from './load-order.ts';
import type { Order } from './order.ts';

const ATTEMPTS = 5;

/** What a change did: the order before and after. Equal when there was nothing to do. */
export type Changed = { before: Order; after: Order };

/**
 * Load → decide → commit, the one way an order changes. When somebody else changes it at the same time, it is read and
 * decided again, a few times: the decision sees the new state and may well refuse. `nothing` from the decision
 * means that it is already so. A caller who said which version they read (`ifMatch`) is refused instead of retried.
 */
export const changeOrder = async (
  { table, now, random }: Deps,
  orderId: string,
  decide: (order: Order) => Decision | Problem | 'nothing',
  context: Omit<CommitContext, 'now' | 'random' | 'remember'> & {
    ifMatch?: number;
    /** Writes that keep the answer for a repeat, made once the result is known. */
    remember?: (after: Order) => CommitContext['remember'];
  },
): Promise<Changed | Problem> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await loadOrder(table, orderId);
    if (isProblem(before)) return before;
    if (context.ifMatch !== undefined && context.ifMatch !== before.head.version) return staleVersion(before);
    const decision = decide(before);
    if (decision === 'nothing') return { before, after: before };
    if (isProblem(decision)) return decision;
    const { ifMatch: _, remember, ...rest } = context;
    const outcome = await commitOrder(table, before, decision, {
      ...rest,
      now: now(),
      random,
      ...(remember ? { remember: remember(decision.next) } : {}),
    });
    if (outcome.committed) return { before, after: decision.next };
    // The key was used by an earlier call: its answer is looked up by the handler.
    if (outcome.failed.some(({ label }) => label === 'idempotency-key')) return versionConflict('order');
  }
  return versionConflict('order');
};

const staleVersion = ({ head }: Order): Problem =>
  problem(412, 'precondition_failed', 'Not the version you read', {
    detail: `The order is at version ${head.version}. Read it again and repeat.`,
    extra: { version: head.version },
  });
