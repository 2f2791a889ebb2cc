import { newId } from '../../kernel/ids.ts';
import { busy, type Problem, validationFailed, versionConflict } from '../../kernel/problem.ts';
import { findLocation } from '../../locations/effects/location-store.ts';
import { isWorkedOutside, workedOutside } from '../../locations/work-outside.ts';
import type { Deps } from '../../runtime/deps.ts';
import { type Answer, created } from '../../runtime/http-answer.ts';
import { claimKey, freeKey, type IdempotencyKey, rememberAnswer } from '../../runtime/idempotency.ts';
import { transact } from '../../runtime/transact.ts';
import { type Gathering, LOOK_SECONDS, WORK_SECONDS } from '../gathering.ts';
import { built, nothingToGather } from '../gathering-moves.ts';
import { gatheringView } from '../gathering-view.ts';
import { findCandidates, type Wish } from './find-candidates.ts';
import { gatheringWrite, type StoredGathering } from './gathering-store.ts';
import { loadMembers } from './load-members.ts';
import { takeMembers } from './mark-members.ts';

/** Looked for again so often, when others took what was wanted. */
const ROUNDS = 4;
const PREFIX = { wave: 'wav', manifest: 'man' } as const;

type Request = { body: Omit<Wish, 'kind' | 'most'> & { maxOrders: number } } & {
  actor: { name: string };
  idempotency?: IdempotencyKey;
};

/**
 * Builds a wave or manifest: first it is written down what it wants, then each fulfilment is taken by a write of its
 * own, then it is open with those it got. A call that dies in between leaves nothing stuck: the sweep finds what was
 * begun and ends it in the same way. Two that are built at once never share a fulfilment. Where others do the work there
 * is none of either.
 */
export const buildGathering = async (
  kind: Gathering['kind'],
  { body: { maxOrders, ...body }, actor, idempotency }: Request,
  deps: Deps,
): Promise<Answer | Problem> => {
  const wish: Wish = { ...body, kind, most: maxOrders };
  const [location, { ids, group }] = await Promise.all([
    findLocation(deps.table, wish.locationId),
    findCandidates(deps.table, wish),
  ]);
  if (!location)
    return validationFailed([
      { path: '/locationId', code: 'unknown_location', message: 'is not a location' },
    ]);
  if (isWorkedOutside(location)) return workedOutside(location);
  if (ids.length === 0) return nothingToGather(kind);
  const now = deps.now();
  const begun: Gathering = {
    ...wish,
    id: newId(PREFIX[kind], now, deps.random),
    version: 1,
    status: 'building',
    ...(group === undefined ? {} : { group }),
    members: ids,
    createdAt: now.toISOString(),
    createdBy: actor.name,
  };
  const claim = idempotency && { claim: idempotency };
  const unfinished = { from: now, seconds: WORK_SECONDS, ...claim };
  const outcome = await transact(
    deps.table,
    [gatheringWrite(begun, unfinished), ...(idempotency ? [claimKey(idempotency, now)] : [])],
    deps.random,
  );
  // The key was used by an earlier call: the HTTP handler looks its answer up.
  if (!outcome.committed) return versionConflict(kind);
  const { gathering, taken } = await fillUp(begun, unfinished, deps);
  return finishBuilding({ gathering, ...claim }, deps, taken);
};

/** Takes what it wants, and wants more while others were faster and there is more. */
const fillUp = async (
  begun: Gathering,
  unfinished: Parameters<typeof gatheringWrite>[1],
  deps: Deps,
): Promise<{ gathering: Gathering; taken: readonly string[] }> => {
  let gathering = begun;
  let taken = await takeMembers(deps, begun, begun.members);
  let lost = taken.length < begun.members.length;
  for (let round = 1; round < ROUNDS && lost && taken.length < begun.most; round++) {
    const { ids } = await findCandidates(deps.table, { ...gathering, most: begun.most - taken.length });
    const wanted = ids.filter((id) => !gathering.members.includes(id));
    if (wanted.length === 0) break;
    const next = { ...gathering, version: gathering.version + 1, members: [...taken, ...wanted] };
    const outcome = await transact(deps.table, [gatheringWrite(next, unfinished)], deps.random);
    if (!outcome.committed) break;
    gathering = next;
    const more = await takeMembers(deps, next, wanted);
    lost = more.length < wanted.length;
    taken = [...taken, ...more];
  }
  return { gathering, taken };
};

/** Ends the building: what was taken is in it, and its answer is kept for whoever asked for it first. */
export const finishBuilding = async (
  { gathering, claim }: Omit<StoredGathering, 'isDue'>,
  deps: Deps,
  known?: readonly string[],
): Promise<Answer | Problem> => {
  const taken = known ?? (await takeMembers(deps, gathering, gathering.members));
  const now = deps.now();
  const next = built(gathering, taken, now.toISOString());
  const answer = created(gatheringView(next, await loadMembers(deps.table, next)), next.version);
  const isOpen = next.status === 'open';
  const kept = claim && (isOpen ? rememberAnswer(claim, answer, now, 'claimed') : freeKey(claim));
  const outcome = await transact(
    deps.table,
    [
      gatheringWrite(next, isOpen ? { from: now, seconds: LOOK_SECONDS } : undefined),
      ...(kept ? [kept] : []),
    ],
    deps.random,
  );
  if (!outcome.committed) return busy();
  return isOpen ? answer : nothingToGather(gathering.kind);
};
