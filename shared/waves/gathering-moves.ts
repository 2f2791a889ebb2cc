import { illegalTransition, type Problem, problem } from '../kernel/problem.ts';
import {
  GATHERING_STATUS,
  type Gathering,
  type GatheringKind,
  type GatheringStatus,
  type LeftBehind,
} from './gathering.ts';

/** Why a wave or manifest may not become what is asked; undefined where it may. */
export const whyNotMove = ({ kind, status }: Gathering, to: GatheringStatus): Problem | undefined => {
  const possible: readonly GatheringStatus[] = GATHERING_STATUS[status];
  if (possible.includes(to) && status !== 'building') return undefined;
  const detail =
    status === 'building'
      ? `The ${kind} is still being built. Read it again in a moment.`
      : `A ${kind} that is ${status} does not change any more.`;
  return illegalTransition(status, status === 'building' ? [] : possible, detail);
};

/** The fulfilments it got, in their order; without any it is nothing. */
export const built = (gathering: Gathering, taken: readonly string[], at: string): Gathering => {
  const got = new Set(taken);
  const members = gathering.members.filter((id) => got.has(id));
  const next = { ...gathering, version: gathering.version + 1, members };
  return members.length > 0 ? { ...next, status: 'open' } : { ...next, status: 'cancelled', endedAt: at };
};

/** Closed or cancelled; what was not shipped with a manifest is named. */
export const ended = (
  gathering: Gathering,
  status: 'closed' | 'cancelled',
  at: string,
  leftBehind: readonly LeftBehind[] = [],
): Gathering => ({
  ...gathering,
  version: gathering.version + 1,
  status,
  endedAt: at,
  ...(leftBehind.length > 0 ? { leftBehind } : {}),
});

/** 409: there is no work that nobody has taken. */
export const nothingToGather = (kind: GatheringKind): Problem =>
  problem(409, 'nothing_to_gather', `There is nothing for a ${kind}`, {
    detail:
      kind === 'wave'
        ? 'No released fulfilment of this location is free: they are held, in other waves, or there are none.'
        : 'No parcel of this carrier waits here to be handed over, or all are on another manifest.',
  });
