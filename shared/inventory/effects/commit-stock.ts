import { busy, isProblem, type Problem, problem, versionConflict } from '../../kernel/problem.ts';
import type { Deps } from '../../runtime/deps.ts';
import type { Answer } from '../../runtime/http-answer.ts';
import { IDEMPOTENCY_LABEL } from '../../runtime/idempotency.ts';
import { MAX_WRITES, transact, type Write } from '../../runtime/transact.ts';

const ATTEMPTS = 8;

/** What is to be written, and what is answered when it is. */
export type Prepared = { writes: readonly Write[]; answer: Answer };

/**
 * Prepares and writes until nobody interferes: how a command on stock is committed in one transaction. What was read
 * is read again when a condition of the writes fails, a few times.
 *
 * @param what names the thing in a refusal.
 */
export const commitStock = async (
  { table, random }: Pick<Deps, 'table' | 'random'>,
  what: string,
  prepare: () => Promise<Prepared | Problem>,
): Promise<Answer | Problem> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const prepared = await prepare();
    if (isProblem(prepared)) return prepared;
    if (prepared.writes.length > MAX_WRITES) return tooSpread();
    const outcome = await transact(table, prepared.writes, random);
    if (outcome.committed) return prepared.answer;
    // The key was used by an earlier call: the HTTP handler looks its answer up.
    if (outcome.failed.some(({ label }) => label === IDEMPOTENCY_LABEL)) return versionConflict(what);
  }
  return busy();
};

const tooSpread = (): Problem =>
  problem(409, 'too_spread', 'Spread over too many rows', {
    detail: 'The units lie in more stock rows than one transaction may touch. Send fewer lines at once.',
  });
