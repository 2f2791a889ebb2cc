import { busy, notFound, type Problem, versionConflict } from '../../kernel/problem.ts';
import type { Deps } from '../../runtime/deps.ts';
import { type Answer, ok } from '../../runtime/http-answer.ts';
import { IDEMPOTENCY_LABEL } from '../../runtime/idempotency.ts';
import { transact, type Write } from '../../runtime/transact.ts';
import { type Gathering, type GatheringKind, type LeftBehind, WORK_SECONDS } from '../gathering.ts';
import { ended, whyNotMove } from '../gathering-moves.ts';
import { gatheringView } from '../gathering-view.ts';
import { findGathering, gatheringWrite, settledWrite } from './gathering-store.ts';
import { loadMembers } from './load-members.ts';
import { freeMembers } from './mark-members.ts';

const ATTEMPTS = 5;

type Ending = {
  status: 'closed' | 'cancelled';
  leftBehind?: readonly LeftBehind[];
  remember?: (answer: Answer) => Write[];
};

/**
 * Ends a wave or manifest, then gives back what nothing was done with. The sweep gives it back where the call died in
 * between. Ending it again in the same way answers the same.
 */
export const endGathering = async (
  kind: GatheringKind,
  id: string,
  deps: Deps,
  { status, leftBehind, remember }: Ending,
): Promise<Answer | Problem> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const stored = await findGathering(deps.table, kind, id);
    if (!stored) return notFound(kind);
    const { gathering } = stored;
    if (gathering.status === status) return answerAgain(gathering, deps, remember);
    const refused = whyNotMove(gathering, status);
    if (refused) return refused;
    const now = deps.now();
    const next = ended(gathering, status, now.toISOString(), leftBehind);
    const answer = ok(gatheringView(next, await loadMembers(deps.table, next)), next.version);
    const outcome = await transact(
      deps.table,
      [gatheringWrite(next, { from: now, seconds: WORK_SECONDS }), ...(remember?.(answer) ?? [])],
      deps.random,
    );
    if (outcome.committed) {
      await giveBack(next, deps);
      return answer;
    }
    if (outcome.failed.some(({ label }) => label === IDEMPOTENCY_LABEL)) return versionConflict(kind);
  }
  return busy();
};

const answerAgain = async (
  gathering: Gathering,
  deps: Deps,
  remember: Ending['remember'],
): Promise<Answer | Problem> => {
  const answer = ok(gatheringView(gathering, await loadMembers(deps.table, gathering)), gathering.version);
  return keepAnswer(answer, deps, remember);
};

/** Keeps an answer of work that is safe to repeat; another call with its key may have been faster. */
export const keepAnswer = async (
  answer: Answer,
  { table, random }: Deps,
  remember: Ending['remember'],
): Promise<Answer | Problem> => {
  const kept = remember?.(answer) ?? [];
  if (kept.length === 0) return answer;
  const outcome = await transact(table, kept, random);
  return outcome.committed ? answer : versionConflict('request');
};

/** Gives back the fulfilments of one that has ended, and takes it off the sweep's list when that is done. */
export const giveBack = async (gathering: Gathering, deps: Deps): Promise<void> => {
  await freeMembers(deps, gathering);
  await transact(deps.table, [settledWrite(gathering)], deps.random);
};

/** The wave or manifest as it stands, with its fulfilments. */
export const readGathering = async (
  kind: GatheringKind,
  id: string,
  deps: Deps,
): Promise<Answer | Problem> => {
  const stored = await findGathering(deps.table, kind, id);
  if (!stored) return notFound(kind);
  return ok(
    gatheringView(stored.gathering, await loadMembers(deps.table, stored.gathering)),
    stored.gathering.version,
  );
};

/** The same, for what is to be done with it now. */
export const openGathering = async (kind: GatheringKind, id: string, deps: Deps) => {
  const stored = await findGathering(deps.table, kind, id);
  if (!stored) return notFound(kind);
  const refused = whyNotMove(stored.gathering, 'closed');
  if (refused) return refused;
  return { gathering: stored.gathering, members: await loadMembers(deps.table, stored.gathering) };
};
